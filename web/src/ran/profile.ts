/** What ran, in words. */
import { formatNumber } from '../format';
import type { ProgramRun } from '../protocol';

/** The same runs, those of one program in one place summed up. */
export function merged(...profiles: readonly (readonly ProgramRun[])[]): ProgramRun[] {
  const all = new Map<string, ProgramRun>();
  for (const run of profiles.flat()) {
    const key = `${run.program}|${run.device}|${run.eager}`;
    const before = all.get(key);
    // What was compiled last tells of the program; the rest adds up.
    all.set(key, before ? { ...run, ...sums(before, run) } : run);
  }
  return [...all.values()];
}

function sums(a: ProgramRun, b: ProgramRun) {
  return {
    runs: a.runs + b.runs,
    elements: a.elements + b.elements,
    bytes: a.bytes + b.bytes,
    milliseconds: a.milliseconds + b.milliseconds,
    compilations: a.compilations + b.compilations,
    compileMilliseconds: a.compileMilliseconds + b.compileMilliseconds,
  };
}

/** `WebAssembly SIMD, 2 threads`. */
export function place({ kind, threads }: ProgramRun): string {
  return threads > 1 ? `${kind}, ${threads} threads` : kind;
}

/** The places of some runs, where most of the time was spent first. */
export function places(runs: readonly ProgramRun[]): string {
  const times = new Map<string, number>();
  for (const run of runs) {
    if (run.kind !== '') times.set(place(run), (times.get(place(run)) ?? 0) + run.milliseconds);
  }
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([where]) => where)
    .join(' and ');
}

export function total(runs: readonly ProgramRun[], what: 'milliseconds' | 'compileMilliseconds'): number {
  return runs.reduce((sum, run) => sum + run[what], 0);
}

/** The browser's clock ticks as seldom as every 0.1 ms, so that a short time may be none. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0.001) return '< 0.1 ms';
  if (milliseconds < 1_000) return `${formatNumber(milliseconds, 2)} ms`;
  return `${formatNumber(milliseconds / 1_000, 3)} s`;
}

export const formatCount = (count: number): string => count.toLocaleString('en');
