import wasmUrl from '../../.build/wasm/bench.wasm?url';
import { compile } from '../src/engine/compile';
import { deferred } from '../src/engine/deferred';
import type {
  BenchReply,
  BenchRequest,
  ErrorMessage,
  ExitMessage,
  ReadyMessage,
  StartMessage,
} from '../src/protocol';
import { isSingle, scriptOf, type ContestantName } from './contestants';
import type { StartScript } from './bench-worker';

/** Nothing that is measured takes so long: it hangs. */
const TIME_LIMIT_MS = 60_000;

type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;
type Message = ReadyMessage | ExitMessage | ErrorMessage | BenchReply;

let program: Promise<WebAssembly.Module> | undefined;

/** The worker of a contestant. It answers one request at a time. */
export class Peer {
  readonly name: ContestantName;
  version = '';
  #worker: Worker;
  #answer = deferred<Message>();
  #lastId = 0;

  private constructor(name: ContestantName) {
    this.name = name;
    this.#worker = scriptOf(name)
      ? new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('../src/engine/worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<Message>) => this.#answer.resolve(data);
    this.#worker.onerror = (event) => this.#answer.reject(new Error(event.message || 'its script failed'));
  }

  /** Resolves when the contestant is ready; rejects with the reason where it cannot take part. */
  static async start(name: ContestantName): Promise<Peer> {
    const peer = new Peer(name);
    try {
      const script = scriptOf(name);
      let first: StartMessage | StartScript;
      if (script) {
        first = { type: 'start-script', script, single: isSingle(name) };
      } else {
        first = { type: 'start', module: await (program ??= compile(wasmUrl)) };
      }
      const ready = await peer.#post<ReadyMessage>(first);
      peer.version = ready.version;
      return peer;
    } catch (error) {
      peer.stop();
      throw error;
    }
  }

  /** Rejects where the contestant cannot do it, or not in time. */
  ask<R extends BenchReply>(request: Unnumbered<BenchRequest>, transfer: Transferable[] = []): Promise<R> {
    return this.#post<R>({ ...request, id: ++this.#lastId } as BenchRequest, transfer);
  }

  /** Whether it is to compute on one thread where there could be more. */
  get single(): boolean {
    return isSingle(this.name);
  }

  stop(): void {
    this.#worker.terminate();
    this.#answer.reject(new Error('stopped'));
  }

  async #post<R extends Message>(
    message: StartMessage | StartScript | BenchRequest,
    transfer: Transferable[] = [],
  ): Promise<R> {
    this.#answer = deferred();
    const hangs = setTimeout(
      () => this.#answer.reject(new Error('no answer within a minute')),
      TIME_LIMIT_MS,
    );
    this.#worker.postMessage(message, transfer);
    const answer = await this.#answer.promise.finally(() => clearTimeout(hangs));
    if (answer.type === 'error' || answer.type === 'exit') throw new Error(answer.message);
    return answer as R;
  }
}
