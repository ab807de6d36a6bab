import type { DeviceReply, DeviceRequest, NoticeMessage } from './devices';
import type {
  CancelRequest,
  ExplainReply,
  ExplainRequest,
  MeasureReply,
  MeasureRequest,
  PlotReply,
} from './engine';
import type { HeatRequest } from './heat';
import type { RaceReply, RaceRequest } from './race';
import type { ErrorMessage, ExitMessage, ProgramRun, ReadyMessage } from './worker';

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

export type ProgramRequest =
  | ExecuteRequest
  | CompleteRequest
  | InspectRequest
  | HeatRequest
  | ExplainRequest
  | MeasureRequest
  | RaceRequest
  | DeviceRequest
  | CancelRequest;

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

export type ProgramReply =
  | ExecutedReply
  | CompletedReply
  | InspectedReply
  | PlotReply
  | ExplainReply
  | MeasureReply
  | RaceReply
  | DeviceReply;

export type ProgramMessage =
  ReadyMessage | OutputMessage | NoticeMessage | ProgramReply | ErrorMessage | ExitMessage;
