import { computed, signal } from '@preact/signals';
import wasmUrl from '../../../.build/wasm/program.wasm?url';
import type {
  CompletedReply,
  ExecutedReply,
  InspectedReply,
  Output,
  OutputMessage,
  ProgramRun,
  ProgramReply,
  ProgramRequest,
} from '../protocol';
import { Client } from './client';
import { deadline } from './deadline';
import { EngineError } from './error';
import { exclusive } from './exclusive';
import { keepOffline } from './offline';
import { Outputs } from './outputs';

/**
 * A program that goes on for so long after it was interrupted is ended with its worker. Longer than any program that
 * listens needs, also where other programs keep the machine busy: its variables are lost.
 */
const GRACE_MS = 4_000;

export type ProgramStatus = 'idle' | 'starting' | 'ready' | 'running' | 'failed';

export interface RunOptions {
  name?: string | undefined;
  /** Gets the outputs as they are made. */
  onOutput?: ((output: Output) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface Run {
  /** The program ran to its end. */
  ok: boolean;
  milliseconds: number;
  /** All outputs in order; neighbouring texts of one stream are one. */
  outputs: Output[];
  /** What ran in the engine, what took longest first. */
  profile: ProgramRun[];
}

/** Runs Python programs one after another in one session, which starts when it is first used. */
export class ProgramClient extends Client<ProgramRequest, ProgramReply, OutputMessage> {
  readonly #running = signal<{ id: number; show(output: Output): void } | null>(null);
  readonly #inTurn = exclusive();

  readonly state = computed<ProgramStatus>(() => {
    const status = this.status.value;
    return status === 'ready' && this.#running.value ? 'running' : status;
  });

  constructor() {
    super(wasmUrl, 'Python interpreter', true);
    this.status.subscribe((status) => {
      if (status === 'ready') void keepOffline(wasmUrl);
    });
  }

  run(source: string, options: RunOptions = {}): Promise<Run> {
    this.start();
    const { worker } = this;
    return this.#inTurn(async () => {
      // A program does not start in another session than the one it was meant for.
      if (worker !== this.worker) throw new EngineError('interrupted', 'the worker was restarted');
      return this.#execute(source, options);
    });
  }

  async complete(source: string, cursor: number): Promise<CompletedReply> {
    return this.#consult<CompletedReply>({ type: 'complete', source, cursor });
  }

  async inspect(source: string, cursor: number): Promise<InspectedReply> {
    return this.#consult<InspectedReply>({ type: 'inspect', source, cursor });
  }

  /** Starts the session afresh. */
  restart(): void {
    if (this.worker) this.replace('', true);
    else this.start();
  }

  protected override receive(message: ProgramReply | OutputMessage): void {
    if (message.type !== 'output') this.settle(message);
    else if (message.id === this.#running.peek()?.id) this.#running.peek()?.show(message.output);
  }

  async #consult<R extends ProgramReply>(request: {
    type: 'complete' | 'inspect';
    source: string;
    cursor: number;
  }): Promise<R> {
    // Typing must not start over and over what was given up.
    if (this.status.peek() === 'idle') this.start();
    await this.ready;
    return this.ask<R>(request).reply;
  }

  async #execute(source: string, { name = 'program', onOutput, signal }: RunOptions): Promise<Run> {
    await orAborted(this.ready, signal);
    const outputs = new Outputs();
    const { id, reply } = this.ask<ExecutedReply>({ type: 'execute', source, name });
    const show = (output: Output): void => {
      outputs.add(output);
      onOutput?.(output);
    };
    let callOff = (): void => {};
    const interrupt = (): void => {
      this.tell({ type: 'cancel', target: id });
      callOff = deadline(GRACE_MS, () => this.#end(id));
    };
    signal?.addEventListener('abort', interrupt);
    this.#running.value = { id, show };
    try {
      const { ok, milliseconds, profile } = await reply;
      return { ok, milliseconds, outputs: outputs.list, profile };
    } finally {
      this.#running.value = null;
      callOff();
      signal?.removeEventListener('abort', interrupt);
    }
  }

  #end(id: number): void {
    const message = 'the program went on after it was interrupted, and was ended; its variables are lost';
    this.fail(id, new EngineError('timeout', message));
    this.replace(message, true);
  }
}

/** Waits, until `signal` is aborted. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const interrupted = (): EngineError =>
    new EngineError('interrupted', 'the program was interrupted before it started');
  if (!signal) return promise;
  if (signal.aborted) throw interrupted();
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(interrupted());
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
