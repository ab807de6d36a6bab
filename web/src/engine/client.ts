import { signal } from '@preact/signals';
import type {
  DeviceReply,
  DeviceRequest,
  ErrorMessage,
  ExitMessage,
  NoticeMessage,
  ProgramRun,
  ReadyMessage,
} from '../protocol';
import { compile } from './compile';
import { deferred } from './deferred';
import { EngineError } from './error';

/** So many deaths in a row, with no reply in between, and the program is given up. */
const MAX_DEATHS = 3;

export type ClientStatus = 'idle' | 'starting' | 'ready' | 'failed';

/** A request before it is numbered. */
export type Unnumbered<T> = T extends { id: number } ? Omit<T, 'id'> : never;

interface Pending<Reply> {
  resolve(reply: Reply): void;
  reject(error: EngineError): void;
  done(): void;
}

/** What every worker of ours sends, and what all but replies of it is. */
type Message<Reply, News> = ReadyMessage | ExitMessage | ErrorMessage | NoticeMessage | Reply | News;

/**
 * Owns a worker that runs one of our Go programs: starts it, numbers the requests, and replaces it when it dies. `News`
 * are the messages that answer no request.
 */
export abstract class Client<
  Request extends { id: number } | DeviceRequest,
  Reply extends { type: string; id: number },
  News extends { type: string; id: number } = never,
> {
  readonly status = signal<ClientStatus>('idle');
  /** Why the program cannot be used, when status is `failed`. */
  readonly failure = signal('');
  /** Called after a new worker replaced another. `told` says that a request was rejected with the reason. */
  onRestart: (reason: string, told: boolean) => void = () => {};
  /** Called with what the user should hear of although it answers no request. */
  onNotice: (message: string) => void = () => {};
  /** Called with what ran, whoever asked for it. */
  onProfile: (profile: readonly ProgramRun[]) => void = () => {};
  /** What `auto` has measured of the devices that this program has, in sentences. */
  readonly measured = signal<readonly string[]>([]);

  /** The worker that runs or starts. */
  protected worker: Worker | undefined;

  #url: string;
  #name: string;
  #maybeGpu: boolean;
  #ready = deferred<ReadyMessage>();
  #pending = new Map<number, Pending<Reply>>();
  #lastId = 0;
  #deaths = 0;
  #device = 'auto';
  #devices: readonly string[] = [];

  /**
   * `url` is where the program lies; `name` is what the user is told it is. A GPU is not among the devices that a program
   * has until it is asked for: `maybeGpu` says that it may.
   */
  constructor(url: string, name: string, maybeGpu = false) {
    this.#url = url;
    this.#name = name;
    this.#maybeGpu = maybeGpu;
  }

  /** Resolves when requests are being answered; rejects when they never will be. */
  get ready(): Promise<ReadyMessage> {
    return this.#ready.promise;
  }

  /** Starts the program unless it runs, also after it was given up. */
  start(): void {
    this.#deaths = 0;
    if (this.worker) return;
    this.failure.value = '';
    this.#spawn();
  }

  /** Has the program compute on a device, now and whenever it starts; one that it does not have is left to `auto`. */
  useDevice(name: string): void {
    if (name === this.#device) return;
    this.#device = name;
    this.lookAtDevice();
  }

  /** Has a program that runs tell again what was `measured`. */
  lookAtDevice(): void {
    if (this.status.peek() === 'ready') this.#chooseDevice();
  }

  #chooseDevice(): void {
    const wanted = this.#device;
    const has = this.#devices.includes(wanted) || (wanted === 'gpu' && this.#maybeGpu);
    const device = has ? wanted : 'auto';
    const request: Unnumbered<DeviceRequest> = { type: 'device', device };
    this.ask<Reply & DeviceReply>(request as Unnumbered<Request>).reply.then(
      ({ measured }) => (this.measured.value = measured),
      (error: unknown) => {
        if (error instanceof EngineError && error.isNews) this.onNotice(`${device}: ${error.message}`);
      },
    );
  }

  /** Handles a message that is neither about the worker's life nor an error. */
  protected abstract receive(message: Reply | News): void;

  /** Sends a request, once the program is ready. `done` is called when it is settled. */
  protected ask<R extends Reply>(
    request: Unnumbered<Request>,
    { transfer = [], done = () => {} }: { transfer?: Transferable[]; done?: () => void } = {},
  ): { id: number; reply: Promise<R> } {
    const id = ++this.#lastId;
    const reply = new Promise<R>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (reply: Reply) => void, reject, done });
    });
    this.worker?.postMessage({ ...request, id }, transfer);
    return { id, reply };
  }

  /** Sends a request that gets no reply. */
  protected tell(request: Unnumbered<Request>): void {
    this.worker?.postMessage({ ...request, id: ++this.#lastId });
  }

  protected waitsFor(id: number): boolean {
    return this.#pending.has(id);
  }

  /** Settles the request that a reply is for; false where none waits for it. */
  protected settle(reply: Reply): boolean {
    this.#deaths = 0;
    const pending = this.#take(reply.id);
    pending?.resolve(reply);
    return pending !== undefined;
  }

  /** Fails a request; false where it does not wait any more. */
  protected fail(id: number, error: EngineError): boolean {
    const pending = this.#take(id);
    pending?.reject(error);
    return pending !== undefined;
  }

  /** Replaces the worker. Requests that wait are rejected. */
  protected replace(reason: string, told: boolean): void {
    this.#discard('interrupted', 'the worker was restarted');
    this.#spawn();
    this.onRestart(reason, told);
  }

  #take(id: number): Pending<Reply> | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.done();
    return pending;
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
    this.worker = worker;
    worker.onmessage = (event: MessageEvent<Message<Reply, News>>) => this.#receive(event.data);
    worker.onerror = (event) => this.#died(event.message || 'its script failed');
    compile(this.#url).then(
      (module) => worker.postMessage({ type: 'start', module }),
      (error: unknown) => this.#giveUp(`The ${this.#name} could not be loaded: ${String(error)}`),
    );
  }

  #receive(message: Message<Reply, News>): void {
    if (isLife(message)) {
      if (message.type === 'exit') {
        this.#died(message.message);
      } else {
        this.status.value = 'ready';
        this.#devices = message.devices;
        if (this.#device !== 'auto') this.#chooseDevice();
        this.#ready.resolve(message);
      }
    } else if (isError(message)) {
      this.#deaths = 0;
      this.fail(message.id, new EngineError('rejected', message.message, message.pos, message.end));
    } else if (isNotice(message)) {
      this.onNotice(message.message);
    } else {
      if (hasProfile(message)) this.onProfile(message.profile);
      this.receive(message);
    }
  }

  #died(cause: string): void {
    this.#deaths++;
    if (this.#deaths >= MAX_DEATHS) {
      this.#giveUp(`The ${this.#name} stopped ${this.#deaths} times in a row (${cause}).`);
      return;
    }
    const reason = `the worker died and was restarted (${cause})`;
    // The oldest request is the one that the worker was busy with.
    const [busyWith] = this.#pending.keys();
    const told = busyWith !== undefined && this.fail(busyWith, new EngineError('crashed', reason));
    this.replace(reason, told);
  }

  #giveUp(message: string): void {
    this.#discard('unavailable', message);
    this.failure.value = message;
    this.status.value = 'failed';
    this.#ready.reject(new EngineError('unavailable', message));
  }

  #discard(kind: 'interrupted' | 'unavailable', message: string): void {
    if (this.worker) {
      this.worker.onmessage = null;
      this.worker.onerror = null;
      this.worker.terminate();
      this.worker = undefined;
    }
    for (const id of [...this.#pending.keys()]) this.fail(id, new EngineError(kind, message));
  }
}

function isLife(message: { type: string }): message is ReadyMessage | ExitMessage {
  return message.type === 'ready' || message.type === 'exit';
}

function isError(message: { type: string }): message is ErrorMessage {
  return message.type === 'error';
}

function isNotice(message: { type: string }): message is NoticeMessage {
  return message.type === 'notice';
}

function hasProfile(message: object): message is { profile: ProgramRun[] } {
  return 'profile' in message;
}
