import { signal } from '@preact/signals';
import wasmUrl from '../../../.build/wasm/worker.wasm?url';
import type { ProgressMessage, RegressReply, Reply, Request } from '../protocol';
import { Client, type Unnumbered } from './client';
import { deadline } from './deadline';
import { EngineError } from './error';

/** A request that takes longer than this ends with the worker being restarted. */
const TIME_LIMIT_MS = 5_000;

/** The engine, which draws functions and trains the regression: every request has a time limit. */
export class PlotClient extends Client<Request, Reply, ProgressMessage> {
  /** What a slow request says of itself. */
  readonly progress = signal<ProgressMessage | null>(null);
  /** Called with updates that answer no request: a regression that is playing. */
  onUpdate: (update: RegressReply) => void = () => {};

  /** The plot request that waits, if any. */
  #plot: number | undefined;

  constructor() {
    super(wasmUrl, 'engine');
  }

  /** Aborting `signal` cancels the request: the promise rejects at once, and the worker is told. */
  async request<R extends Reply>(
    request: Unnumbered<Request>,
    { transfer = [], signal }: { transfer?: Transferable[]; signal?: AbortSignal | undefined } = {},
  ): Promise<R> {
    await this.ready;
    if (signal?.aborted) throw new EngineError('interrupted', 'the request was cancelled');
    const callOff = deadline(TIME_LIMIT_MS, () => this.#stop(id));
    const cancel = (): void => this.#cancel(id);
    const { id, reply } = this.ask<R>(request, {
      transfer,
      done: () => {
        callOff();
        signal?.removeEventListener('abort', cancel);
        if (this.progress.peek()?.id === id) this.progress.value = null;
      },
    });
    signal?.addEventListener('abort', cancel);
    if (request.type === 'plot') {
      // The worker drops a plot request when a newer one comes; no reply must be waited for.
      if (this.#plot !== undefined) {
        this.fail(this.#plot, new EngineError('interrupted', 'a newer request took its place'));
      }
      this.#plot = id;
    }
    return reply;
  }

  protected override receive(message: Reply | ProgressMessage): void {
    if (message.type === 'progress') {
      if (this.waitsFor(message.id)) this.progress.value = message;
    } else if (!this.settle(message) && message.type === 'regress') {
      this.onUpdate(message);
    }
  }

  #cancel(target: number): void {
    if (this.fail(target, new EngineError('interrupted', 'the request was cancelled'))) {
      this.tell({ type: 'cancel', target });
    }
  }

  #stop(id: number): void {
    const message = `stopped after ${TIME_LIMIT_MS / 1000} seconds, the worker was restarted`;
    this.fail(id, new EngineError('timeout', message));
    this.replace(message, true);
  }
}
