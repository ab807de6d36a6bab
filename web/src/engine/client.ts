import { signal } from '@preact/signals';
import wasmUrl from '../../../.build/wasm/worker.wasm?url';
import type { ProgressMessage, ReadyMessage, RegressReply, Reply, Request, WorkerMessage } from '../protocol';
import { EngineError } from './error';

/** A request that takes longer than this ends with the worker being restarted. */
const TIME_LIMIT_MS = 5_000;

/** So many deaths in a row, with no reply in between, and the engine is given up. */
const MAX_DEATHS = 3;

export type EngineStatus = 'starting' | 'ready' | 'failed';

/** A request before it is numbered. */
export type Unnumbered<T> = T extends Request ? Omit<T, 'id'> : never;

interface Pending {
  type: Request['type'];
  resolve(reply: Reply): void;
  reject(error: EngineError): void;
  sentAt: number;
  timer: number;
}

/** Owns the worker: starts it, numbers the requests, keeps the time limit, and restarts it when it hangs or dies. */
export class EngineClient {
  readonly status = signal<EngineStatus>('starting');
  /** Why the engine cannot be used, when status is `failed`. */
  readonly failure = signal('');
  /** What a slow request says of itself. */
  readonly progress = signal<ProgressMessage | null>(null);
  /** Called with updates that answer no request: a regression that is playing. */
  onUpdate: (update: RegressReply) => void = () => {};
  /** Called after a new worker replaced one that hung or died, with the reason, unless a rejected request told it. */
  onRestart: (reason: string) => void = () => {};

  #module: Promise<WebAssembly.Module> | undefined;
  #worker: Worker | undefined;
  #ready = deferred<ReadyMessage>();
  #pending = new Map<number, Pending>();
  #lastId = 0;
  #deaths = 0;

  constructor() {
    this.start();
  }

  /** Resolves when requests are being answered; rejects when they never will be. */
  get ready(): Promise<ReadyMessage> {
    return this.#ready.promise;
  }

  /** Starts the engine, also again after it was given up. */
  start(): void {
    this.#deaths = 0;
    this.failure.value = '';
    this.#spawn();
  }

  /** Aborting `signal` cancels the request: the promise rejects at once, and the worker is told. */
  async request<R extends Reply>(
    request: Unnumbered<Request>,
    { transfer = [], signal }: { transfer?: Transferable[]; signal?: AbortSignal | undefined } = {},
  ): Promise<R> {
    await this.#ready.promise;
    if (signal?.aborted) throw new EngineError('interrupted', 'the request was cancelled');
    // The worker drops a plot request when a newer one comes; no reply must be waited for.
    if (request.type === 'plot') this.#supersede('plot');
    const id = ++this.#lastId;
    return new Promise<R>((resolve, reject) => {
      this.#pending.set(id, {
        type: request.type,
        resolve: resolve as (reply: Reply) => void,
        reject,
        sentAt: performance.now(),
        timer: this.#timer(id),
      });
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
      this.#worker?.postMessage({ ...request, id }, transfer);
    });
  }

  #cancel(target: number): void {
    const pending = this.#take(target);
    if (!pending) return;
    pending.reject(new EngineError('interrupted', 'the request was cancelled'));
    const cancel: Request = { type: 'cancel', id: ++this.#lastId, target };
    this.#worker?.postMessage(cancel);
  }

  #supersede(type: Request['type']): void {
    for (const [id, pending] of [...this.#pending]) {
      if (pending.type !== type) continue;
      this.#take(id);
      pending.reject(new EngineError('interrupted', 'a newer request took its place'));
    }
  }

  #spawn(): void {
    this.status.value = 'starting';
    // Whoever waits for a worker that died while it started waits for the next one.
    if (this.#ready.settled) this.#ready = deferred();
    if (typeof WebAssembly === 'undefined') {
      this.#giveUp('This browser has no WebAssembly, or it is switched off. Fluxion computes with it.');
      return;
    }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<WorkerMessage>) => this.#receive(event.data);
    worker.onerror = (event) => this.#died(event.message || 'its script failed');
    this.#module ??= compile(wasmUrl);
    this.#module.then(
      (module) => worker.postMessage({ type: 'start', module }),
      (error: unknown) => {
        this.#module = undefined;
        this.#giveUp(`The engine could not be loaded: ${String(error)}`);
      },
    );
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'ready') {
      this.status.value = 'ready';
      this.#ready.resolve(message);
      return;
    }
    if (message.type === 'exit') {
      this.#died(message.message);
      return;
    }
    if (message.type === 'progress') {
      if (this.#pending.has(message.id)) this.progress.value = message;
      return;
    }
    this.#deaths = 0;
    const pending = this.#take(message.id);
    if (message.type === 'error') {
      pending?.reject(new EngineError('rejected', message.message, message.pos, message.end));
    } else if (pending) {
      pending.resolve(message);
    } else if (message.type === 'regress') {
      this.onUpdate(message);
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.progress.peek()?.id === id) this.progress.value = null;
    if (pending) clearTimeout(pending.timer);
    return pending;
  }

  #timer(id: number): number {
    return window.setTimeout(() => {
      const pending = this.#pending.get(id);
      if (!pending) return;
      // A laptop that slept wakes with its timers due, though the worker had no time to answer: wait once more.
      if (performance.now() - pending.sentAt > 2 * TIME_LIMIT_MS) {
        pending.sentAt = performance.now();
        pending.timer = this.#timer(id);
        return;
      }
      this.#take(id)?.reject(
        new EngineError('timeout', `stopped after ${TIME_LIMIT_MS / 1000} seconds, the worker was restarted`),
      );
      this.#restart();
    }, TIME_LIMIT_MS);
  }

  #died(cause: string): void {
    this.#deaths++;
    if (this.#deaths >= MAX_DEATHS) {
      this.#giveUp(`The engine stopped ${this.#deaths} times in a row (${cause}).`);
      return;
    }
    const reason = `the worker died and was restarted (${cause})`;
    // The oldest request is the one that the worker was busy with.
    const [busyWith] = this.#pending.keys();
    if (busyWith === undefined) {
      this.#restart(reason);
    } else {
      this.#take(busyWith)?.reject(new EngineError('crashed', reason));
      this.#restart();
    }
  }

  #restart(reason = ''): void {
    this.#discard('interrupted', 'the worker was restarted');
    this.#spawn();
    this.onRestart(reason);
  }

  #giveUp(message: string): void {
    this.#discard('unavailable', message);
    this.failure.value = message;
    this.status.value = 'failed';
    this.#ready.reject(new EngineError('unavailable', message));
  }

  #discard(kind: 'interrupted' | 'unavailable', message: string): void {
    if (this.#worker) {
      this.#worker.onmessage = null;
      this.#worker.onerror = null;
      this.#worker.terminate();
      this.#worker = undefined;
    }
    this.progress.value = null;
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(new EngineError(kind, message));
  }
}

/** Compiles while downloading; where the server sends another MIME type than application/wasm, afterwards. */
async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  if (response.headers.get('Content-Type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

interface Deferred<T> {
  promise: Promise<T>;
  settled: boolean;
  resolve(value: T): void;
  reject(error: Error): void;
}

function deferred<T>(): Deferred<T> {
  const result = { settled: false } as Deferred<T>;
  result.promise = new Promise((resolve, reject) => {
    result.resolve = (value) => {
      result.settled = true;
      resolve(value);
    };
    result.reject = (error) => {
      result.settled = true;
      reject(error);
    };
  });
  // Whoever awaits it hears of a failure; nobody has to.
  result.promise.catch(() => {});
  return result;
}
