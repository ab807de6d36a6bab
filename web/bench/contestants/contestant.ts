import type { CaseName } from '../cases';

/** A case, ready to be run again and again. */
export interface Call {
  /** Runs once, until the results are there; a promise only where the library computes elsewhere meanwhile. */
  run(): void | Promise<void>;
  /** Waits until all runs are done, where run may return before. */
  settle?(): Promise<void>;
  /** Runs once from the beginning, and returns all results. */
  results(): Float32Array[] | Promise<Float32Array[]>;
  /** Frees what the case holds. */
  dispose(): void;
}

/** What a contestant computes on. */
export type Device = 'cpu' | 'gpu';

/** A library, or plain JavaScript, in a worker of its own. */
export interface Contestant {
  version: string;
  /** How many threads compute. */
  threads: number;
  /** Makes a case ready. Throws an error that says why, where the library cannot do it. */
  prepare(name: CaseName, inputs: Float32Array<ArrayBuffer>[]): Call | Promise<Call>;
}

/** The milliseconds that so many runs take together. */
export async function measure({ run, settle }: Call, batch: number): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < batch; i++) {
    const running = run();
    if (running) await running;
  }
  await settle?.();
  return performance.now() - started;
}
