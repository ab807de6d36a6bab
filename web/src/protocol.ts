/**
 * The messages between the page, its two Web Workers (the engine, and Python programs) and the canvas frame.
 *
 * This file is the description of record; `wasm/bridge` mirrors it in Go. All messages are plain objects
 * sent by `postMessage`; numeric arrays travel as typed arrays whose buffers are transferred, never as JSON.
 * Lengths are CSS pixels, y grows downwards. Numbers may be NaN or infinite.
 */

/** Curves are numbered by the order of the derivative: 0 is the function itself. */
export const MAX_ORDER = 4;

/** The length of `visible`: one flag for each of f, f′, f″, f‴, f⁗. */
export type Visible = [boolean, boolean, boolean, boolean, boolean];

// ---------------------------------------------------------------------------------------------------------
// Displays: what a painter needs, and the texts that lie over it.

/**
 * A display list, encoded by `plots/scene`. The page only hands `graphics` and `layout` on to the canvas frame;
 * their content is a matter between `plots/scene` and `plots`.
 */
export interface Display {
  graphics: Float32Array<ArrayBuffer>;
  layout: Int32Array<ArrayBuffer>;
  texts: DisplayText[];
}

/** A label drawn by the page over the canvas. (x, y) is where `anchor` and the alphabetic baseline meet. */
export interface DisplayText {
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
  /** What the text is. While the window moves, a tick's number follows one direction only, all others both. */
  role: 'tick-x' | 'tick-y' | 'title' | 'label' | 'value';
  /** Font size in CSS pixels. */
  size: number;
  /** A CSS colour, such as `#3a4048`. */
  color: string;
}

/** A rectangle of the picture. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A special point of one of the curves. */
export interface Mark {
  kind: 'root' | 'minimum' | 'maximum' | 'inflection' | 'pole' | 'jump';
  /** Which curve: 0 for f, 1 for f′, … */
  order: number;
  x: number;
  /** NaN where the curve has no value (a pole or a jump). */
  y: number;
}

// ---------------------------------------------------------------------------------------------------------
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
  order: number;
  points: number;
  dtype: DTypeName;
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
  | ExplainRequest
  | MeasureRequest
  | RegressRequest
  | CancelRequest;

// ---------------------------------------------------------------------------------------------------------
// Page → programs

/** Run a cell with the variables that earlier ones left. Its outputs come as they are made, then `executed`. */
export interface ExecuteRequest {
  type: 'execute';
  id: number;
  source: string;
  /** What tracebacks call the cell, such as `cell 3`. */
  name: string;
}

/** Ask what may stand at the cursor, a UTF-16 offset into `source`. */
export interface CompleteRequest {
  type: 'complete';
  id: number;
  source: string;
  cursor: number;
}

/** Ask for the documentation of what stands at the cursor, a UTF-16 offset into `source`. */
export interface InspectRequest {
  type: 'inspect';
  id: number;
  source: string;
  cursor: number;
}

export type ProgramRequest = ExecuteRequest | CompleteRequest | InspectRequest | CancelRequest;

// ---------------------------------------------------------------------------------------------------------
// Either worker → page

/** Sent once, when requests may be sent. `devices` names what the engine can compute on: `host`, `wasm`, `auto`. */
export interface ReadyMessage {
  type: 'ready';
  version: string;
  devices: string[];
}

/** The request failed. pos and end are UTF-16 offsets into its `expr`, where the trouble lies there. */
export interface ErrorMessage {
  type: 'error';
  id: number;
  message: string;
  pos?: number;
  end?: number;
}

/** The worker's program ended, which it never does by itself. Sent by the worker's script. */
export interface ExitMessage {
  type: 'exit';
  message: string;
}

/** Page → worker's script, once: the compiled program. */
export interface StartMessage {
  type: 'start';
  module: WebAssembly.Module;
}

/** The runs of one program in one place. Without a name: of programs that are not told apart, wherever they ran. */
export interface ProgramRun {
  /** The function's or operation's name. */
  program: string;
  /** An operation on its own, outside of `jit`. */
  eager: boolean;
  /** One of the engine's devices, e.g. `wasm`. */
  device: string;
  /** What that is, e.g. `WebAssembly SIMD`. */
  kind: string;
  threads: number;
  /** How many operations the program has. */
  equations: number;
  /** The operations that ran on the host although the program ran elsewhere. */
  host: string[];
  /** The size of the generated code, in bytes. */
  code: number;
  runs: number;
  /** Elements of the results, and bytes of operands and results, of all runs. */
  elements: number;
  bytes: number;
  /** Of all runs together. The browser's clock may tick as seldom as every 0.1 ms: single runs may count as 0. */
  milliseconds: number;
  compilations: number;
  compileMilliseconds: number;
}

// ---------------------------------------------------------------------------------------------------------
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
  variable: string;
  /** For every place of every term: the term, and from where to where it stands in `expr`. Term 0 is the variable. */
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
  /** The WebAssembly module, whose lines belong to equations of `after`; empty where there is none, for a reason. */
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
  | ExplainReply
  | MeasureReply
  | RegressReply
  | CheckReply;

export type WorkerMessage = ReadyMessage | Reply | ProgressMessage | ErrorMessage | ExitMessage;

// ---------------------------------------------------------------------------------------------------------
// Programs → page

/** A piece of what a cell shows, one of the four kinds that notebooks know. */
export type Output = StreamOutput | DataOutput | FailureOutput;

/** Text that a program wrote. */
export interface StreamOutput {
  kind: 'stream';
  name: 'stdout' | 'stderr';
  text: string;
}

/** A value: one that the program shows while it runs, such as a figure, or the value of the cell's last expression. */
export interface DataOutput {
  kind: 'display' | 'result';
  /** The value's forms by MIME type, e.g. `text/plain`, `image/svg+xml`. */
  data: Record<string, string>;
}

/** The exception that ended a cell. */
export interface FailureOutput {
  kind: 'error';
  /** The exception's class and text. */
  name: string;
  value: string;
  /** What Python prints, lines and carets included. */
  traceback: string;
  /** The places of the program that were active, outermost first. */
  frames: TracebackFrame[];
}

/** A place in the source of a cell. Lines and columns count from 1, columns in UTF-16 units, the end exclusive. */
export interface TracebackFrame {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** An output of the `execute` request with this id, which still runs. */
export interface OutputMessage {
  type: 'output';
  id: number;
  output: Output;
}

/** The answer to `execute`: the cell ended; `ok` tells that it did so by itself. */
export interface ExecutedReply {
  type: 'executed';
  id: number;
  ok: boolean;
  milliseconds: number;
  /** What ran, what took longest first. */
  profile: ProgramRun[];
}

/** The answer to `complete`: the items may replace the source between the UTF-16 offsets `from` and `to`. */
export interface CompletedReply {
  type: 'completed';
  id: number;
  from: number;
  to: number;
  items: CompletionItem[];
}

export interface CompletionItem {
  label: string;
  kind: 'function' | 'class' | 'module' | 'value' | 'keyword';
  /** Such as `sin(x, /)`; empty where there is none. */
  signature: string;
  /** One line; empty where there is none. */
  doc: string;
}

/** The answer to `inspect`: what stands between the UTF-16 offsets `from` and `to`, if anything known does. */
export interface InspectedReply {
  type: 'inspected';
  id: number;
  found: boolean;
  from: number;
  to: number;
  signature: string;
  doc: string;
}

export type ProgramReply = ExecutedReply | CompletedReply | InspectedReply;

export type ProgramMessage = ReadyMessage | OutputMessage | ProgramReply | ErrorMessage | ExitMessage;

// ---------------------------------------------------------------------------------------------------------
// Page ↔ workers that take part in the benchmark: the program of ours, and other libraries

export type BenchRequest = BenchPrepareRequest | BenchMeasureRequest | BenchResultsRequest;
export type BenchReply = BenchPreparedReply | BenchMeasuredReply | BenchResultsReply;

/** Make a case ready to be run, in place of the one before. `single` asks for one thread where there could be more. */
export interface BenchPrepareRequest {
  type: 'bench-prepare';
  id: number;
  case: string;
  single: boolean;
  /** All inputs, one after another, and how long each is. */
  data: Float32Array<ArrayBuffer>;
  lengths: number[];
}

export interface BenchPreparedReply {
  type: 'bench-prepared';
  id: number;
}

/** Run the case `batch` times. `collect` asks for garbage to be collected before, which is not part of the time. */
export interface BenchMeasureRequest {
  type: 'bench-measure';
  id: number;
  batch: number;
  collect: boolean;
}

export interface BenchMeasuredReply {
  type: 'bench-measured';
  id: number;
  /** Milliseconds that all runs took together. */
  ms: number;
}

/** Run the case once, from the beginning. */
export interface BenchResultsRequest {
  type: 'bench-results';
  id: number;
}

export interface BenchResultsReply {
  type: 'bench-results';
  id: number;
  /** All results, one after another. */
  values: Float32Array<ArrayBuffer>;
  /** How many threads may have computed them. */
  threads: number;
  /** What did not run as it should have; else empty. */
  remark: string;
}

// ---------------------------------------------------------------------------------------------------------
// Page → service worker

/** Keep the file of this address for visits without a network: it is in use. */
export interface KeepMessage {
  keep: string;
}

// ---------------------------------------------------------------------------------------------------------
// Page ↔ canvas frame, by window.postMessage within one origin

/** Paint this from now on. Resets the view to the identity. */
export interface CanvasDisplayMessage {
  type: 'display';
  graphics: Float32Array<ArrayBuffer>;
  layout: Int32Array<ArrayBuffer>;
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  dpr: number;
  dark: boolean;
}

/** Show the present display under x ↦ scaleX·x + dx, y ↦ scaleY·y + dy, until the next display. */
export interface CanvasViewMessage {
  type: 'view';
  scaleX: number;
  scaleY: number;
  dx: number;
  dy: number;
}

export type ToCanvas = CanvasDisplayMessage | CanvasViewMessage;

/** Sent to the parent: `canvas-ready` once displays may be sent, `painted` after a new display is on screen. */
export type FromCanvas =
  { type: 'canvas-ready' } | { type: 'painted' } | { type: 'canvas-error'; message: string };

/** The canvas frame counts the frames it has drawn, so that a test can see an idle page draw none. */
export interface CanvasWindow extends Window {
  framesDrawn?: number;
}
