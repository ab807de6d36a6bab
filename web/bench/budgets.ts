/** What Fluxion must reach, and whether it did. */
import type { CaseName } from './cases';
import { digits, ratio, type Scores, type ScoresByCase } from './scores';

interface Budget {
  case: CaseName;
  what: string;
  bound: { most: number } | { least: number };
  value(scores: Scores): number | undefined;
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

/** A budget with what was measured, as text. */
export interface Verdict {
  case: CaseName;
  what: string;
  bound: string;
  measured: string;
  verdict: 'reached' | 'missed' | 'not measured';
}

export function verdicts(cases: ScoresByCase): Verdict[] {
  return BUDGETS.map(({ case: name, what, bound, value }) => {
    const scores = cases[name];
    const measured = scores && value(scores);
    const text = 'most' in bound ? `≤ ${number(bound.most)}` : `≥ ${number(bound.least)}`;
    if (measured === undefined || !Number.isFinite(measured)) {
      return { case: name, what, bound: text, measured: '–', verdict: 'not measured' };
    }
    const reached = 'most' in bound ? measured <= bound.most : measured >= bound.least;
    const verdict = reached ? 'reached' : 'missed';
    return { case: name, what, bound: text, measured: number(measured), verdict };
  });
}

function number(value: number): string {
  return value < 1e-3 ? value.toExponential(value === 1e-6 ? 0 : 1) : digits(value);
}
