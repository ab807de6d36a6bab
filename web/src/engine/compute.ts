import wasmUrl from '../../../.build/wasm/program.wasm?url';
import type {
  ExplainReply,
  ExplainRequest,
  HeatRequest,
  PlotReply,
  ProgramReply,
  ProgramRequest,
  RaceReply,
  RaceRequest,
} from '../protocol';
import { Client, type Unnumbered } from './client';
import { EngineError } from './error';
import { keepOffline } from './offline';

/**
 * The program that has every device, in a worker of its own beside that of Python: so that neither waits for the other,
 * and large data cost no cell its memory. It starts when it is first used.
 */
export class ComputeClient extends Client<ProgramRequest, ProgramReply> {
  /** Called with updates that answer no request: a race that runs. */
  onUpdate: (update: RaceReply) => void = () => {};

  constructor() {
    super(wasmUrl, 'program that computes on all devices', true);
    this.status.subscribe((status) => {
      if (status === 'ready') void keepOffline(wasmUrl);
    });
  }

  race(request: Unnumbered<RaceRequest>): Promise<RaceReply> {
    return this.#request(request);
  }

  /** Aborting `signal` gives the request up: the promise rejects at once. */
  async heat(request: Unnumbered<HeatRequest>, signal?: AbortSignal): Promise<PlotReply> {
    this.start();
    await this.ready;
    const cancelled = new EngineError('interrupted', 'the request was cancelled');
    if (signal?.aborted) throw cancelled;
    const cancel = (): void => {
      if (this.fail(id, cancelled)) this.tell({ type: 'cancel', target: id });
    };
    const { id, reply } = this.ask<PlotReply>(request, {
      done: () => signal?.removeEventListener('abort', cancel),
    });
    signal?.addEventListener('abort', cancel);
    return reply;
  }

  explain(request: Unnumbered<ExplainRequest>): Promise<ExplainReply> {
    return this.#request(request);
  }

  /** Ends the worker, and all that it holds. */
  restart(): void {
    if (this.worker) this.replace('', true);
  }

  protected override receive(message: ProgramReply): void {
    if (!this.settle(message) && message.type === 'race') this.onUpdate(message);
  }

  async #request<R extends ProgramReply>(request: Unnumbered<ProgramRequest>): Promise<R> {
    this.start();
    await this.ready;
    return this.ask<R>(request).reply;
  }
}
