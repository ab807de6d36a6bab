/**
 * `window.fluxion`: Fluxion for pages that embed it. This page itself reaches the engine through nothing else.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { codeRequest, explanationOf } from './engine/explain';
import type { ClientStatus, Unnumbered } from './engine/client';
import { ComputeClient } from './engine/compute';
import { PlotClient } from './engine/plots';
import { ProgramClient, type ProgramStatus, type Run, type RunOptions } from './engine/programs';
import type {
  CheckReply,
  CompletedReply,
  DerivativesReply,
  DTypeName,
  ExplainPhase,
  ExplainReply,
  GradientReply,
  HeatRequest,
  InspectedReply,
  MeasureReply,
  ParseReply,
  PlotReply,
  PlotRequest,
  ProgramRun,
  ProgressMessage,
  RaceReply,
  RaceRequest,
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

  /**
   * Runs Python in the session that all runs share, one after another; `name` is what tracebacks call it. Resolves when
   * the program has ended, be it by an exception, which is then the last of the outputs. Aborting the signal interrupts
   * it as Ctrl-C does. Rejects with an `EngineError` when the session is lost with the program: because it ignored the
   * interrupt for some seconds (`timeout`) or died (`crashed`).
   */
  run(source: string, options?: RunOptions): Promise<Run>;

  /** What may stand at the cursor, a UTF-16 offset into `source`. */
  complete(source: string, cursor: number): Promise<Completion>;

  /** The documentation of what stands at the cursor, a UTF-16 offset into `source`. */
  inspect(source: string, cursor: number): Promise<Inspection>;

  /** The session that programs run in. It starts when it is first used. */
  readonly programs: Programs;

  /**
   * What becomes of an expression and its derivatives up to `order` on the way to the WebAssembly module, or the shaders
   * of a GPU, that compute them at so many points. Every line says what it comes from.
   */
  explain(expr: string, options?: CodeOptions): Promise<Explanation>;

  /** How long a run of that module takes here. */
  measure(expr: string, options?: CodeOptions): Promise<Measurement>;

  /**
   * What the engine can compute on in this browser: `host` are loops of Go, `wasm` is WebAssembly that the engine writes
   * itself, and `auto`, which is used, lets each program run where that is best. What ran where is in the `profile` of a
   * picture (`plot`), of a training (`regress`) and of a program (`run`).
   */
  devices(): Promise<string[]>;

  parse(expr: string): Promise<ParseReply>;
  trace(expr: string, x: number, order: number): Promise<TraceReply>;
  /**
   * A function of two variables and its partial derivatives along either at the points (xs[i], ys[i]): the rows of the
   * result. `plot` draws such a function as a heat map, coarsely at first; `heat` draws it in full.
   */
  gradient(expr: string, xs: ArrayLike<number>, ys: ArrayLike<number>): Promise<Float64Array[]>;
  heat(request: Omit<Unnumbered<HeatRequest>, 'type'>, signal?: AbortSignal): Promise<PlotReply>;
  plot(request: Omit<Unnumbered<PlotRequest>, 'type'>, signal?: AbortSignal): Promise<PlotReply>;
  regress(request: Omit<Unnumbered<RegressRequest>, 'type'>): Promise<RegressReply>;
  checkGradient(): Promise<CheckReply>;

  /**
   * Has programs, the regression and heat maps compute on one of the devices from now on: `auto`, `host`, `wasm`, or `gpu`
   * where there is one. What cannot run there runs where `auto` has it run.
   */
  useDevice(name: string): void;
  /** Listens to what answers no request: a device that was lost, and what became of the work. */
  onNotice(listener: (message: string) => void): void;
  /** Listens to what ran for programs, races and heat maps on the GPU: each run tells why it was where it was. */
  onProfile(listener: (profile: readonly ProgramRun[]) => void): void;
  /** What `auto` has measured of the GPU so far, in sentences. It is looked up by programs that run. */
  readonly measured: ReadonlySignal<readonly string[]>;
  lookAtMeasured(): void;

  /** The same training on large data in several places; the program that has all devices starts when it is first used. */
  race(request: Omit<Unnumbered<RaceRequest>, 'type'>): Promise<RaceReply>;
  /** Listens to a race that runs. */
  onRace(listener: (update: RaceReply) => void): void;
  readonly computeStatus: ReadonlySignal<ClientStatus>;
  /** Why that program cannot run, when its status is `failed`. */
  readonly computeFailure: ReadonlySignal<string>;
  /** Listens to the worker of that program being replaced, whereupon the race is gone. */
  onComputeRestart(listener: (reason: string) => void): void;

  readonly status: ReadonlySignal<ClientStatus>;
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

export type Completion = Omit<CompletedReply, 'type' | 'id'>;
export type Inspection = Omit<InspectedReply, 'type' | 'id'>;

export interface CodeOptions {
  /** The highest derivative, 0 to 10; 1 unless given. A function of two variables has its gradient from 1 on. */
  order?: number;
  /** 1 to 1,000,000; 1024 unless given. */
  points?: number;
  /** float32 unless given. */
  dtype?: DTypeName;
  /** Whose code is explained: `wasm` unless given, or `gpu`, whose shaders are shown whether there is a GPU or not. */
  device?: 'wasm' | 'gpu';
}

/** A part of an expression; the first one of an explanation are the variables. */
export interface Term {
  text: string;
  /** Where it stands: UTF-16 offsets from and to. */
  spans: [number, number][];
}

export interface CodeLine {
  text: string;
  /** The equation that the line belongs to; null where it belongs to none. */
  equation: number | null;
  /** It names or reads a variable. */
  reads: boolean;
  /** The terms that it comes from. */
  terms: number[];
}

export interface Listing {
  text: string;
  lines: CodeLine[];
}

export interface Explanation {
  tex: string;
  name: string;
  /** One or two. */
  variables: string[];
  terms: Term[];
  /** The jaxpr as traced; the term that its equation e comes from is termOf[e], -1 for none. */
  before: Listing;
  termOf: number[];
  /** The jaxpr as simplified; its equation e comes from the equations origins[e] of `before`. */
  after: Listing;
  origins: number[][];
  /** The text of the module or the shaders, whose equations are those of `after`; without lines where there is none. */
  module: Listing;
  /** Why there is no module; empty if there is one. */
  noModule: string;
  bytes: number;
  nests: number;
  hostSteps: number;
  phases: ExplainPhase[];
}

export interface Measurement {
  /** The median of a run. */
  ms: number;
  runs: number;
}

export interface Programs {
  readonly status: ReadonlySignal<ProgramStatus>;
  /** Why programs cannot run, when status is `failed`. */
  readonly failure: ReadonlySignal<string>;
  /** Starts afresh, without variables; what runs is rejected as `interrupted`. */
  restart(): void;
  /** Listens to the session being lost and started afresh. The reason is empty after `restart()`. */
  onRestart(listener: (reason: string) => void): void;
}

declare global {
  interface Window {
    fluxion: Fluxion;
  }
}

const client = new PlotClient();
client.start();
const programs = new ProgramClient();
const compute = new ComputeClient();
const clients = [client, programs, compute];
/** Those that may have a GPU to choose. */
const choosing = [programs, compute];

/** A GPU was chosen: what draws curves has none, and leaves heat maps to what has. */
let onGpu = false;

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

  run: (source, options) => programs.run(source, options),
  complete: (source, cursor) => programs.complete(source, cursor),
  inspect: (source, cursor) => programs.inspect(source, cursor),
  programs: {
    status: programs.state,
    failure: programs.failure,
    restart: () => programs.restart(),
    onRestart: (listener) => (programs.onRestart = listener),
  },

  explain: async (expr, options) => {
    const request = codeRequest('explain', expr, options);
    // The engine that draws has no code for a GPU, to stay small.
    const reply =
      options?.device === 'gpu' ? compute.explain(request) : client.request<ExplainReply>(request);
    return explanationOf(expr, await reply);
  },
  measure: (expr, options) => client.request<MeasureReply>(codeRequest('measure', expr, options)),

  devices: () => client.ready.then((message) => message.devices),
  parse: (expr) => client.request({ type: 'parse', expr }),
  trace: (expr, x, order) => client.request({ type: 'trace', expr, x, order }),
  async gradient(expr, xs, ys) {
    const [columnX, columnY] = [Float64Array.from(xs), Float64Array.from(ys)];
    const { values } = await client.request<GradientReply>(
      { type: 'gradient', expr, xs: columnX, ys: columnY, dtype: 'float64' },
      { transfer: [columnX.buffer, columnY.buffer] },
    );
    const count = values.length / 3;
    return [0, 1, 2].map((k) => values.slice(k * count, (k + 1) * count));
  },
  heat: (request, signal) => {
    const asked = { ...request, type: 'heat' } as const;
    const served = onGpu && compute.status.peek() !== 'failed';
    return served ? compute.heat(asked, signal) : client.request(asked, { signal });
  },
  plot: (request, signal) => client.request({ ...request, type: 'plot' }, { signal }),
  regress: (request) => client.request({ ...request, type: 'regress' }),
  checkGradient: () => client.request({ type: 'regress', action: 'check' }),

  useDevice: (name) => {
    onGpu = name === 'gpu';
    clients.forEach((each) => each.useDevice(name));
  },
  onNotice: (listener) => clients.forEach((each) => (each.onNotice = listener)),
  onProfile: (listener) => choosing.forEach((each) => (each.onProfile = listener)),
  // Each of them measures what it needs, and finds what the other has stored.
  measured: computed(() => {
    const lists = choosing.map((each) => each.measured.value);
    return lists.reduce((most, list) => (list.length > most.length ? list : most));
  }),
  lookAtMeasured: () => choosing.forEach((each) => each.lookAtDevice()),

  race: (request) => compute.race({ ...request, type: 'race' }),
  onRace: (listener) => (compute.onUpdate = listener),
  computeStatus: compute.status,
  computeFailure: compute.failure,
  onComputeRestart: (listener) => (compute.onRestart = listener),

  status: client.status,
  failure: client.failure,
  progress: client.progress,
  restart: () => client.start(),
  onRegress: (listener) => (client.onUpdate = listener),
  onRestart: (listener) => (client.onRestart = (reason, told) => listener(told ? '' : reason)),
};

window.fluxion = fluxion;
