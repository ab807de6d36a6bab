import type { DeviceReply, DeviceRequest } from './devices';
import type { Display, Frame, Mark } from './display';
import type { GradientReply, GradientRequest, Heat, HeatRequest } from './heat';
import type { ErrorMessage, ExitMessage, ProgramRun, ReadyMessage } from './worker';

/** Curves are numbered by the order of the derivative: 0 is the function itself. */
export const MAX_ORDER = 4;

/** The length of `visible`: one flag for each of f, f′, f″, f‴, f⁗. */
export type Visible = [boolean, boolean, boolean, boolean, boolean];

// Page → engine

/** Draw a function with its derivatives. A newer plot request supersedes an older one, which gets no reply. */
export interface PlotRequest {
  type: 'plot';
  id: number;
  expr: string;
  /** The window. y0 and y1 are ignored when `fitY` asks for a y range that suits the visible curves. */
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  fitY: boolean;
  width: number;
  height: number;
  order: number;
  visible: Visible;
  dark: boolean;
  /** Also return the picture as a standalone SVG document. */
  svg: boolean;
}

/** Read an expression without drawing it: for typesetting while one types. */
export interface ParseRequest {
  type: 'parse';
  id: number;
  expr: string;
}

/** The derivatives of orders 0 to `order` at one point. */
export interface TraceRequest {
  type: 'trace';
  id: number;
  expr: string;
  x: number;
  order: number;
}

/** The derivatives of orders 0 to `order` at many points. */
export interface DerivativesRequest {
  type: 'derivatives';
  id: number;
  expr: string;
  xs: Float64Array<ArrayBuffer>;
  order: number;
  dtype: DTypeName;
}

/**
 * The code that computes f and its derivatives up to `order` at so many points: what it is (`explain`), and how long it
 * takes (`measure`).
 */
export interface ExplainRequest {
  type: 'explain';
  id: number;
  expr: string;
  /** Of the derivatives; from 1 on a function of two variables has its gradient. */
  order: number;
  points: number;
  dtype: DTypeName;
  /** Whose code: `wasm` unless another device is named. */
  device?: string;
}

export interface MeasureRequest {
  type: 'measure';
  id: number;
  expr: string;
  order: number;
  points: number;
  dtype: DTypeName;
}

export const DTYPES = ['float32', 'float64'] as const;
export type DTypeName = (typeof DTYPES)[number];

export const DATASETS = ['tutorial', 'blobs', 'moons', 'circles'] as const;
export type DatasetName = (typeof DATASETS)[number];

export const OPTIMIZERS = ['gradient-descent', 'momentum', 'adam'] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

export interface RegressConfig {
  dataset: DatasetName;
  /** Ignored, as are noise and seed, by the tutorial's fixed data set. */
  points: number;
  noise: number;
  seed: number;
  optimizer: OptimizerName;
  learningRate: number;
}

export interface RegressView {
  width: number;
  height: number;
  dark: boolean;
  /** Draw the loss on a logarithmic scale. */
  logLoss: boolean;
  /** Also return the picture as SVG with every update (where there is no canvas). */
  svg: boolean;
}

/**
 * Drive the regression. Every action but `check` is answered by a regress reply with the same id; while playing,
 * further updates carry the id of the `play` request, at most one for each display frame.
 *
 * `configure` with a new data set, points, noise or seed starts training afresh (paused); a new optimizer or learning
 * rate counts from the next step and keeps W and b. Without `config` it changes the view only.
 * `reset` returns W and b to their starting values. `step` pauses, then takes one step.
 */
export interface RegressRequest {
  type: 'regress';
  id: number;
  action: 'configure' | 'play' | 'pause' | 'step' | 'reset' | 'check';
  config?: RegressConfig;
  view?: RegressView;
}

/**
 * Give up the request whose id is `target`. In the engine it gets no reply; a program gets a KeyboardInterrupt, and its
 * execution is answered when it has ended.
 */
export interface CancelRequest {
  type: 'cancel';
  id: number;
  target: number;
}

export type Request =
  | PlotRequest
  | ParseRequest
  | TraceRequest
  | DerivativesRequest
  | HeatRequest
  | GradientRequest
  | ExplainRequest
  | MeasureRequest
  | RegressRequest
  | DeviceRequest
  | CancelRequest;

// Engine → page

export interface PlotReply extends Display {
  type: 'plot';
  id: number;
  /** LaTeX of the whole definition, e.g. `f(x) = x^{3}`. */
  tex: string;
  /** The function's name: `f` unless the user wrote another. */
  name: string;
  /** The expression in canonical Python. */
  source: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  /** Where the window lies in the picture. */
  frame: Frame;
  marks: Mark[];
  /** What the user should know about this picture, e.g. that the function is not a number anywhere; or empty. */
  notice: string;
  /** The picture in words, for screen readers. */
  description: string;
  svg?: string;
  /** Time spent in the worker. */
  ms: number;
  /** How many points the curves were sampled at. */
  points: number;
  /** What ran for the picture, what took longest first. */
  profile: ProgramRun[];
  /** With a function of two variables, which is drawn as a heat map. */
  heat?: Heat;
}

export interface ParseReply {
  type: 'parse';
  id: number;
  tex: string;
  source: string;
  name: string;
}

export interface TraceReply {
  type: 'trace';
  id: number;
  x: number;
  /** values[k] is the k-th derivative at x. */
  values: number[];
}

export interface DerivativesReply {
  type: 'derivatives';
  id: number;
  /** (order + 1) × n, row-major: values[k·n + i] is the k-th derivative at xs[i]. */
  values: Float64Array<ArrayBuffer>;
}

/**
 * The programs are texts. By line, `…Lines` say which equation a line belongs to; -2 is a line that names or reads
 * inputs, -1 any other.
 */
export interface ExplainReply {
  type: 'explain';
  id: number;
  tex: string;
  name: string;
  variables: string[];
  /** For every place of every term: the term, and from where to where it stands in `expr`. Term 0 are the variables. */
  spans: Int32Array<ArrayBuffer>;
  /** The program as traced. Its equation e is from term termOf[e]; -1 for none. */
  before: string;
  beforeLines: Int32Array<ArrayBuffer>;
  termOf: Int32Array<ArrayBuffer>;
  /** The program as simplified. Its equation e is from the equations from[starts[e]] to from[starts[e + 1] - 1]. */
  after: string;
  afterLines: Int32Array<ArrayBuffer>;
  starts: Int32Array<ArrayBuffer>;
  from: Int32Array<ArrayBuffer>;
  /**
   * The WebAssembly module, or what another device runs. Its lines belong to equations of `after`; it is empty where there
   * is none, for a reason.
   */
  module: string;
  moduleLines: Int32Array<ArrayBuffer>;
  noModule: string;
  bytes: number;
  /** Nests of loops in the module, and operations that are left to the host between them. */
  nests: number;
  hostSteps: number;
  phases: ExplainPhase[];
}

/** A step of compiling: trace, simplify, plan, print, load. */
export interface ExplainPhase {
  name: string;
  ms: number;
}

/** The median time of a run. */
export interface MeasureReply {
  type: 'measure';
  id: number;
  ms: number;
  runs: number;
}

export interface RegressReply extends Display {
  type: 'regress';
  id: number;
  step: number;
  loss: number;
  /** The least loss there is, from an independent optimiser; NaN where it does not exist (separable data). */
  optimum: number;
  w: number[];
  b: number;
  /** ∂loss/∂W and ∂loss/∂b at w and b. */
  gw: number[];
  gb: number;
  /** The share of samples whose label is predicted, 0 to 1. */
  accuracy: number;
  playing: boolean;
  notice: string;
  description: string;
  svg?: string;
  /** What ran since the last update, what took longest first. */
  profile: ProgramRun[];
}

/** The answer to the `check` action: b and a random direction of W, in the data's precision and in float64. Pauses. */
export interface CheckReply {
  type: 'check';
  id: number;
  lines: CheckLine[];
  /** The verdict of CheckGrads to second order, in both modes. */
  checkGrads: { ok: boolean; message: string };
}

export interface CheckLine {
  label: string;
  autodiff: number;
  numerical: number;
  difference: number;
}

/** Sent for a request that takes more than 100 ms. */
export interface ProgressMessage {
  type: 'progress';
  id: number;
  /** 0 to 1. */
  fraction: number;
  what: string;
}

export type Reply =
  | PlotReply
  | ParseReply
  | TraceReply
  | DerivativesReply
  | GradientReply
  | ExplainReply
  | MeasureReply
  | RegressReply
  | CheckReply
  | DeviceReply;

export type WorkerMessage = ReadyMessage | Reply | ProgressMessage | ErrorMessage | ExitMessage;
