// Page ↔ workers that take part in the benchmark: the program of ours, and other libraries

export type BenchRequest = BenchPrepareRequest | BenchMeasureRequest | BenchResultsRequest;
export type BenchReply = BenchPreparedReply | BenchMeasuredReply | BenchResultsReply;

/**
 * Make a case ready to be run, in place of the one before. `single` asks for one thread where there could be more, `device`
 * for the processor or the GPU.
 */
export interface BenchPrepareRequest {
  type: 'bench-prepare';
  id: number;
  case: string;
  single: boolean;
  device: 'cpu' | 'gpu';
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
