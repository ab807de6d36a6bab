/**
 * The measurement, the same on the site and in `make bench`. Within each case the contestants take turns for several
 * rounds, each beginning with another one, so that whatever else the machine does meets all of them. A sample is the
 * time of a batch of calls that is long against the resolution of the clock; the result is the median of all samples.
 */
import { ALL_CASES, CASES, inputs, isLarge, type CaseName } from './cases';
import {
  CONTESTANTS,
  deviceOf,
  isForLarge,
  needsIsolation,
  ON_PROCESSOR,
  type ContestantName,
} from './contestants';
import { findGpu, type Gpu } from './gpu';
import { Peer } from './peer';
import type { ReferenceReply, ReferenceRequest } from './bench-reference';
import { WRONG, type Score, type Scores, type ScoresByCase } from './scores';
import { quantile, spread } from './statistics';
import { deferred } from '../src/engine/deferred';
import type { BenchMeasuredReply, BenchPreparedReply, BenchResultsReply } from '../src/protocol';

export interface Options {
  cases: readonly CaseName[];
  contestants: readonly ContestantName[];
  rounds: number;
  /** How long a contestant's turn in a round is, in milliseconds; one sample is always taken. */
  turn: number;
  /** How long a contestant runs a case before it is measured, in milliseconds. */
  warm: number;
  /** The least length of a sample, in milliseconds. */
  sample: number;
}

export const DEFAULTS: Options = {
  cases: CASES,
  contestants: ON_PROCESSOR.filter((name) => name !== 'limit'),
  rounds: 5,
  turn: 150,
  warm: 300,
  // The clock of an isolated page has steps of 5 µs, that of others 100 µs.
  sample: globalThis.crossOriginIsolated ? 4 : 20,
};

/** What to run where there is this GPU: what needs one, and on hardware what takes minutes without. */
export function choices(gpu: Gpu | null): Pick<Options, 'cases' | 'contestants'> {
  if (!gpu) return DEFAULTS;
  return {
    cases: gpu.software || DEFAULTS.cases !== CASES ? DEFAULTS.cases : ALL_CASES,
    contestants: CONTESTANTS.filter((name) => name !== 'limit'),
  };
}

export interface Progress {
  /** The share of the work that is done. */
  done: number;
  what: string;
  /** The scores of the cases that are done. */
  scores: ScoresByCase;
}

export interface Outcome {
  cases: ScoresByCase;
  versions: Partial<Record<ContestantName, string>>;
  gpu: Gpu | null;
}

/** Runs the benchmark. `tell` hears of every turn; aborting `signal` ends it with an AbortError. */
export async function runSuite(
  options: Options,
  tell: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<Outcome> {
  const field = new Field();
  const checker = new Checker();
  const stop = (): void => {
    field.stop();
    checker.stop();
  };
  signal?.addEventListener('abort', stop);
  const gpu = options.contestants.some((name) => deviceOf(name) === 'gpu') ? await findGpu() : null;
  const outcome: Outcome = { cases: {}, versions: {}, gpu };
  let turns = 0;
  const all = options.cases.length * options.contestants.length * (options.rounds + 1);
  const report = (what: string): void => {
    signal?.throwIfAborted();
    tell({ done: turns++ / all, what, scores: outcome.cases });
  };
  try {
    for (const name of options.cases) {
      outcome.cases[name] = await runCase(name, options, field, checker, report, signal);
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    outcome.versions = field.versions;
    stop();
  }
  tell({ done: 1, what: '', scores: outcome.cases });
  return outcome;
}

/** A contestant in a case. */
interface Entry {
  name: ContestantName;
  batch: number;
  samples: number[];
  failed: boolean;
  score: Score;
}

async function runCase(
  name: CaseName,
  options: Options,
  field: Field,
  checker: Checker,
  report: (what: string) => void,
  signal?: AbortSignal,
): Promise<Scores> {
  const scores: Scores = {};
  const entries: Entry[] = [];
  /** What fails does so for this contestant in this case only. */
  const attempt = async (entry: Entry, work: () => Promise<void>): Promise<void> => {
    if (entry.failed) return;
    try {
      await work();
    } catch (error) {
      signal?.throwIfAborted();
      entry.failed = true;
      entry.score.note = error instanceof Error ? error.message : String(error);
      field.discard(entry.name);
    }
  };
  for (const contestant of options.contestants) {
    if (isLarge(name) && !isForLarge(contestant)) continue;
    report(`${name}: ${contestant} gets ready`);
    const score: Score = { ms: null, spread: null, error: null, threads: null, samples: 0 };
    const entry: Entry = { name: contestant, batch: 1, samples: [], failed: false, score };
    scores[contestant] = score;
    entries.push(entry);
    await attempt(entry, async () => enter(entry, await field.peer(contestant), name, options));
  }
  for (let round = 0; round < options.rounds; round++) {
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[(i + round) % entries.length]!;
      report(`${name}: ${entry.name}, round ${round + 1} of ${options.rounds}`);
      await attempt(entry, async () => takeTurn(entry, await field.peer(entry.name), options));
    }
  }
  for (const entry of entries) {
    await attempt(entry, async () => finish(entry, await field.peer(entry.name), name, checker));
  }
  return scores;
}

/** Makes the case ready, and finds out how many calls make a sample. */
async function enter(entry: Entry, peer: Peer, name: CaseName, options: Options): Promise<void> {
  const parts = inputs(name);
  const data = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (data.set(part, at), at + part.length), 0);
  await peer.ask<BenchPreparedReply>(
    {
      type: 'bench-prepare',
      case: name,
      single: peer.single,
      device: peer.device,
      data,
      lengths: parts.map(({ length }) => length),
    },
    [data.buffer],
  );
  // The engines of browsers compile what runs often again, and better: let them.
  for (let spent = 0, batch = 1; spent < options.warm;) {
    const ms = await measure(peer, batch);
    spent += Math.max(ms, 0.1);
    const perCall = Math.max(ms / batch, 1e-5);
    entry.batch = Math.max(1, Math.ceil(options.sample / perCall));
    // Grows by steps, as the first calls tell little.
    batch = Math.min(entry.batch, 10 * batch);
  }
}

async function takeTurn(entry: Entry, peer: Peer, options: Options): Promise<void> {
  let spent = 0;
  for (let collect = true; collect || spent < options.turn; collect = false) {
    const ms = await measure(peer, entry.batch, collect);
    entry.samples.push(ms / entry.batch);
    spent += ms;
  }
}

/** Checks the results of what was measured, and writes the score. */
async function finish(entry: Entry, peer: Peer, name: CaseName, checker: Checker): Promise<void> {
  const { samples, score } = entry;
  const { values, threads, remark } = await peer.ask<BenchResultsReply>({ type: 'bench-results' });
  // Copies are no results of the case.
  const copied = { error: 0, problem: undefined };
  const { error, problem } = entry.name === 'limit-webgpu' ? copied : await checker.check(name, values);
  score.ms = quantile(samples, 0.5);
  score.spread = spread(samples);
  score.samples = samples.length;
  score.threads = threads;
  score.error = Number.isFinite(error) ? error : null;
  const note = problem ?? (error <= WRONG ? remark : 'its results are wrong');
  if (note !== '') score.note = note;
}

async function measure(peer: Peer, batch: number, collect = false): Promise<number> {
  return (await peer.ask<BenchMeasuredReply>({ type: 'bench-measure', batch, collect })).ms;
}

/** The workers of those who take part; each starts when it is first needed, and anew after it failed. */
class Field {
  #peers = new Map<ContestantName, Peer>();
  readonly versions: Partial<Record<ContestantName, string>> = {};

  async peer(name: ContestantName): Promise<Peer> {
    if (needsIsolation(name) && !globalThis.crossOriginIsolated) {
      throw new Error('this page has no memory that threads can share');
    }
    const peer = this.#peers.get(name) ?? new Peer(name);
    this.#peers.set(name, peer);
    this.versions[name] = await peer.ready;
    return peer;
  }

  discard(name: ContestantName): void {
    this.#peers.get(name)?.stop();
    this.#peers.delete(name);
  }

  stop(): void {
    for (const name of [...this.#peers.keys()]) this.discard(name);
  }
}

/** Compares results with the reference in a worker, so that the page stays responsive. */
class Checker {
  #worker = new Worker(new URL('./bench-reference.ts', import.meta.url), { type: 'module' });
  #answer = deferred<ReferenceReply>();

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<ReferenceReply>) => this.#answer.resolve(data);
    this.#worker.onerror = (event) => this.#answer.reject(new Error(event.message));
  }

  check(name: CaseName, values: Float32Array<ArrayBuffer>): Promise<ReferenceReply> {
    const request: ReferenceRequest = { case: name, values };
    this.#answer = deferred();
    this.#worker.postMessage(request, [values.buffer]);
    return this.#answer.promise;
  }

  stop(): void {
    this.#worker.terminate();
    this.#answer.reject(new Error('stopped'));
  }
}
