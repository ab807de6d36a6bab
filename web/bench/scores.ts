/** How scores are read: when a result counts, what it is compared with, how it is written. */
import type { CaseName } from './cases';
import { deviceOf, type ContestantName } from './contestants';

/** What was measured of a contestant in a case; the numbers are null where it cannot do the case. */
export interface Score {
  /** The median time of a call, in milliseconds. */
  ms: number | null;
  /** (p90 − p10)/median of the samples. */
  spread: number | null;
  /** The largest relative error against float64, as reference.ts defines it; null also where it is not finite. */
  error: number | null;
  threads: number | null;
  samples: number;
  /** Why there are no numbers, or what to know about them. */
  note?: string;
}

export type Scores = Partial<Record<ContestantName, Score>>;

export type ScoresByCase = Partial<Record<CaseName, Scores>>;

/** Results farther than this from the exact ones are not inaccurate but wrong. */
export const WRONG = 1e-2;

/** A score of right results. */
export interface RightScore extends Score {
  ms: number;
  spread: number;
  error: number;
}

export function isRight(score: Score | undefined): score is RightScore {
  return !!score && score.ms !== null && score.error !== null && score.error <= WRONG;
}

/** Whose time a contestant's is compared with: that of Fluxion on the same device, with as many threads. */
export function opponent(name: ContestantName): ContestantName {
  if (deviceOf(name) === 'gpu') return 'fluxion-webgpu';
  return name === 'jax-js-n' || name === 'tfjs' ? 'fluxion-wasm-n' : 'fluxion-wasm-1';
}

/**
 * How many times Fluxion's time a contestant's is. Fluxion on one thread stands in where it has no threads; undefined
 * where there is nothing to compare.
 */
export function ratio(scores: Scores, name: ContestantName): number | undefined {
  const theirs = scores[name];
  const other =
    deviceOf(name) === 'gpu' || isRight(scores[opponent(name)]) ? opponent(name) : 'fluxion-wasm-1';
  const ours = scores[other];
  if (name.startsWith('fluxion') || !isRight(ours) || !isRight(theirs)) return undefined;
  return theirs.ms / ours.ms;
}

/** Two or three significant digits, without an exponent. */
export function digits(value: number): string {
  if (value >= 1000) return value.toFixed(0);
  return value.toPrecision(value >= 10 ? 3 : 2);
}

export function duration(ms: number): string {
  if (ms >= 1000) return `${digits(ms / 1000)} s`;
  return ms >= 1 ? `${digits(ms)} ms` : `${digits(ms * 1000)} µs`;
}
