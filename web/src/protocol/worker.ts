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
  /** Why it ran there, where that was chosen; or empty. */
  reason: string;
  runs: number;
  /** Elements of the results, and bytes of operands and results, of all runs. */
  elements: number;
  bytes: number;
  /** Of all runs together. The browser's clock may tick as seldom as every 0.1 ms: single runs may count as 0. */
  milliseconds: number;
  compilations: number;
  compileMilliseconds: number;
}
