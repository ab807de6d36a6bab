import type { Display } from './display';
import type { OptimizerName, RegressView } from './engine';
import type { ProgramRun } from './worker';

// Page → programs

/** Where a race is run: a device, but `wasm` is one thread of it and `threads` all there are. */
export const PLACES = ['host', 'wasm', 'threads', 'gpu', 'auto'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface RaceConfig {
  rows: number;
  columns: number;
  seed: number;
  optimizer: OptimizerName;
  learningRate: number;
  places: string[];
  /** In each place; 0 is no limit. */
  seconds: number;
}

/**
 * The training on large data, which each place makes for itself: one place after another. Every action is answered by
 * the state, and while the race runs further updates carry the id of the last request.
 *
 * `begin` needs a config and a view, and `view` a view. `stop` ends the race and gives the data up.
 */
export interface RaceRequest {
  type: 'race';
  id: number;
  action: 'begin' | 'pause' | 'play' | 'stop' | 'view';
  config?: RaceConfig;
  view?: RegressView;
}

// Programs → page

/** How a race went in one place. */
export interface RaceLane {
  place: string;
  /** What computes there, e.g. `WebAssembly SIMD, 2 threads`. */
  kind: string;
  threads: number;
  state: 'waiting' | 'making' | 'training' | 'done' | 'failed';
  /** The share of the data that is made, 0 to 1, and how long that took. */
  made: number;
  makeSeconds: number;
  /** The steps that were timed, and how long they took. */
  steps: number;
  seconds: number;
  /** 0 as long as it is not known. */
  stepsPerSecond: number;
  loss: number;
  /** The share of rows whose label is predicted; NaN before the end. */
  accuracy: number;
  /** Why it failed; or empty. */
  message: string;
}

export interface RaceReply extends Display {
  type: 'race';
  id: number;
  lanes: RaceLane[];
  /** It has not come to its end, but may be paused. */
  running: boolean;
  paused: boolean;
  /** The size of the data in memory. */
  bytes: number;
  /** The loss of the model that drew the labels; NaN as long as it is not known. */
  hiddenLoss: number;
  description: string;
  svg?: string;
  profile: ProgramRun[];
}
