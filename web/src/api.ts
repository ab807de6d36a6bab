/**
 * `window.fluxion`: Fluxion for pages that embed it. This page itself reaches the engine through nothing else.
 */
import type { ReadonlySignal } from '@preact/signals';
import { EngineClient, type EngineStatus, type Unnumbered } from './engine/client';
import type {
  CheckReply,
  DerivativesReply,
  DTypeName,
  ParseReply,
  PlotReply,
  PlotRequest,
  ProgressMessage,
  RegressReply,
  RegressRequest,
  TraceReply,
} from './protocol';

export interface Fluxion {
  /** Resolves with the engine's version when it has started; rejects where it cannot run. */
  readonly ready: Promise<string>;

  /**
   * f and its derivatives up to `order` (at most 6) at the points `xs`: result[k][i] is the k-th derivative at xs[i].
   * Rejects with an `EngineError` whose pos and end point into `expr` when it cannot be read.
   */
  derivatives(
    expr: string,
    xs: ArrayLike<number>,
    order?: number,
    options?: { dtype?: DTypeName },
  ): Promise<Float64Array[]>;

  /** What the engine can compute on in this browser. */
  devices(): Promise<string[]>;

  parse(expr: string): Promise<ParseReply>;
  trace(expr: string, x: number, order: number): Promise<TraceReply>;
  plot(request: Omit<Unnumbered<PlotRequest>, 'type'>, signal?: AbortSignal): Promise<PlotReply>;
  regress(request: Omit<Unnumbered<RegressRequest>, 'type'>): Promise<RegressReply>;
  checkGradient(): Promise<CheckReply>;

  readonly status: ReadonlySignal<EngineStatus>;
  /** Why the engine cannot be used, when status is `failed`. */
  readonly failure: ReadonlySignal<string>;
  readonly progress: ReadonlySignal<ProgressMessage | null>;
  /** Starts the engine again after it was given up. */
  restart(): void;
  /** Listens to a regression that is playing. */
  onRegress(listener: (update: RegressReply) => void): void;
  /**
   * Listens to the worker being replaced, whereupon the regression it held is gone. The reason is empty when a request
   * was rejected with it.
   */
  onRestart(listener: (reason: string) => void): void;
}

declare global {
  interface Window {
    fluxion: Fluxion;
  }
}

const client = new EngineClient();

export const fluxion: Fluxion = {
  get ready() {
    return client.ready.then((message) => message.version);
  },

  async derivatives(expr, xs, order = 4, { dtype = 'float64' } = {}) {
    const points = Float64Array.from(xs);
    const count = points.length;
    const { values } = await client.request<DerivativesReply>(
      { type: 'derivatives', expr, xs: points, order, dtype },
      { transfer: [points.buffer] },
    );
    return Array.from({ length: order + 1 }, (_, k) => values.slice(k * count, (k + 1) * count));
  },

  devices: () => client.ready.then((message) => message.devices),
  parse: (expr) => client.request({ type: 'parse', expr }),
  trace: (expr, x, order) => client.request({ type: 'trace', expr, x, order }),
  plot: (request, signal) => client.request({ ...request, type: 'plot' }, { signal }),
  regress: (request) => client.request({ ...request, type: 'regress' }),
  checkGradient: () => client.request({ type: 'regress', action: 'check' }),

  status: client.status,
  failure: client.failure,
  progress: client.progress,
  restart: () => client.start(),
  onRegress: (listener) => (client.onUpdate = listener),
  onRestart: (listener) => (client.onRestart = listener),
};

window.fluxion = fluxion;
