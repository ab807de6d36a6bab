/** What Fluxion must reach, and whether it did. */
import { CASES, type CaseName } from './cases';
import type { Gpu } from './gpu';
import { digits, isRight, ratio, type Scores, type ScoresByCase } from './scores';

interface Budget {
  case: CaseName;
  what: string;
  bound: { most: number } | { least: number };
  value(scores: Scores): number | undefined;
  /** What it is about: a GPU, or a program that pretends to be one. */
  on?: 'hardware' | 'software';
}

const overLimit = (scores: Scores): number | undefined => {
  const times = ratio(scores, 'limit');
  return times && 1 / times;
};

const BUDGETS: Budget[] = [
  { case: 'chain_1e6', what: 'Fluxion / limit, 1 thread', bound: { most: 1.3 }, value: overLimit },
  { case: 'jet4_tanh_1e5', what: 'Fluxion / limit, 1 thread', bound: { most: 2 }, value: overLimit },
  {
    case: 'plot_first_result',
    what: 'milliseconds',
    bound: { most: 10 },
    value: (s) => s['fluxion-wasm-1']?.ms ?? undefined,
  },
  ...(['matmul_512', 'matmul_1024'] as const).flatMap((name): Budget[] => [
    {
      case: name,
      what: 'jax-js / Fluxion, 1 thread',
      bound: { least: 1.3 },
      value: (s) => ratio(s, 'jax-js-1'),
    },
    {
      case: name,
      what: 'jax-js / Fluxion, all threads',
      bound: { least: 1.3 },
      value: (s) => ratio(s, 'jax-js-n'),
    },
  ]),
  { case: 'logreg_step_1e5x32', what: 'Fluxion / limit, 1 thread', bound: { most: 1.3 }, value: overLimit },
  {
    case: 'tiny_value_and_grad',
    what: 'microseconds',
    bound: { most: 2 },
    value: (s) => (s['fluxion-wasm-1']?.ms ?? NaN) * 1000,
  },
  { case: 'sum_1e6', what: 'Fluxion / limit, 1 thread', bound: { most: 1.5 }, value: overLimit },
  {
    case: 'sum_1e6',
    what: 'relative error',
    bound: { most: 1e-6 },
    value: (s) => s['fluxion-wasm-1']?.error ?? undefined,
  },
];

const overGpuLibrary = (scores: Scores): number | undefined => ratio(scores, 'jax-js-webgpu');

const GPU_BUDGETS: Budget[] = [
  {
    case: 'matmul_2048',
    what: 'jax-js / Fluxion, WebGPU',
    bound: { least: 1.5 },
    value: overGpuLibrary,
    on: 'hardware',
  },
  {
    case: 'chain_1e7',
    what: 'share of the bandwidth of a copy, WebGPU',
    bound: { least: 0.8 },
    value: (s) => ratio(s, 'limit-webgpu'),
    on: 'hardware',
  },
  {
    case: 'logreg_step_1e6x32',
    what: 'jax-js / Fluxion, WebGPU',
    bound: { least: 2 },
    value: overGpuLibrary,
    on: 'hardware',
  },
  ...CASES.map((name): Budget => ({
    case: name,
    what: 'jax-js / Fluxion, software adapter',
    bound: { least: 1 },
    value: overGpuLibrary,
    on: 'software',
  })),
];

/** A budget with what was measured, as text. */
export interface Verdict {
  case: CaseName;
  what: string;
  bound: string;
  measured: string;
  verdict: 'reached' | 'missed' | 'not measured' | 'not measured: no hardware';
}

/** The verdicts. Those about hardware are only passed where there is some; those about software only where that stood in. */
export function verdicts(cases: ScoresByCase, gpu: Gpu | null): Verdict[] {
  const kind = gpu && (gpu.software ? 'software' : 'hardware');
  // What jax-js cannot do is not compared.
  const compared = ({ case: name, on }: Budget): boolean =>
    on !== 'software' || (kind === on && isRight(cases[name]?.['jax-js-webgpu']));
  return [...BUDGETS, ...GPU_BUDGETS.filter(compared)].map(({ case: name, what, bound, value, on }) => {
    const scores = cases[name];
    const measured = scores && (!on || on === kind) ? value(scores) : undefined;
    const text = 'most' in bound ? `≤ ${number(bound.most)}` : `≥ ${number(bound.least)}`;
    if (measured === undefined || !Number.isFinite(measured)) {
      const verdict = on === 'hardware' && kind !== on ? 'not measured: no hardware' : 'not measured';
      return { case: name, what, bound: text, measured: '–', verdict };
    }
    const reached = 'most' in bound ? measured <= bound.most : measured >= bound.least;
    const verdict = reached ? 'reached' : 'missed';
    return { case: name, what, bound: text, measured: number(measured), verdict };
  });
}

function number(value: number): string {
  return value < 1e-3 ? value.toExponential(value === 1e-6 ? 0 : 1) : digits(value);
}
