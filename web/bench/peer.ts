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
import { deviceOf, isSingle, scriptOf, type ContestantName, type ScriptName } from './contestants';
import type { StartScript } from './bench-worker';
import type { Device } from './contestants/contestant';

/** Nothing that is measured takes so long: it hangs. */
const TIME_LIMIT_MS = 60_000;

type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;
type Message = ReadyMessage | ExitMessage | ErrorMessage | BenchReply;

let program: Promise<WebAssembly.Module> | undefined;

/** The worker of a contestant. It answers one request at a time. */
export class Peer {
  /** Resolves to the library's version when requests may be sent; rejects where the contestant cannot take part. */
  readonly ready: Promise<string>;
  /** Whether it is to compute on one thread where there could be more. */
  readonly single: boolean;
  readonly device: Device;
  #worker: Worker;
  #answer = deferred<Message>();
  #lastId = 0;
  #stopped = false;

  constructor(name: ContestantName) {
    const script = scriptOf(name);
    this.single = isSingle(name);
    this.device = deviceOf(name);
    this.#worker = script
      ? new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('../src/engine/worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<Message>) => this.#answer.resolve(data);
    this.#worker.onerror = (event) => this.#answer.reject(new Error(event.message || 'its script failed'));
    this.ready = this.#start(script);
    this.ready.catch(() => {}); // whoever asks hears of it
  }

  /** Rejects where the contestant cannot do it, or not in time. */
  ask<R extends BenchReply>(request: Unnumbered<BenchRequest>, transfer: Transferable[] = []): Promise<R> {
    return this.#post<R>({ ...request, id: ++this.#lastId } as BenchRequest, transfer);
  }

  /** Ends it; what is being asked is rejected. */
  stop(): void {
    this.#stopped = true;
    this.#worker.terminate();
    this.#answer.reject(new Error('stopped'));
  }

  async #start(script: ScriptName | undefined): Promise<string> {
    const first: StartMessage | StartScript = script
      ? { type: 'start-script', script, single: this.single, device: this.device }
      : { type: 'start', module: await (program ??= compile(wasmUrl)) };
    return (await this.#post<ReadyMessage>(first)).version;
  }

  async #post<R extends Message>(
    message: StartMessage | StartScript | BenchRequest,
    transfer: Transferable[] = [],
  ): Promise<R> {
    if (this.#stopped) throw new Error('stopped');
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
