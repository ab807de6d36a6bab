/** The outcome as text: for the terminal, and for the README. */
import { verdicts } from './budgets';
import type { CaseName } from './cases';
import { deviceOf, type ContestantName } from './contestants';
import { describe, type Gpu } from './gpu';
import { digits, duration, isRight, ratio, type Score, type Scores, type ScoresByCase } from './scores';

/** What `make bench` writes to bench.json. */
export interface Result {
  date: string;
  /** How long it took. */
  seconds: number;
  machine: { cpu: string; cores: number; system: string; load: number[] };
  browser: string;
  versions: Partial<Record<ContestantName, string>>;
  gpu: Gpu | null;
  settings: { contestants: ContestantName[]; rounds: number; turn: number; sample: number };
  cases: ScoresByCase;
}

/** The tables for a terminal. */
export function plainText(result: Result): string {
  const { machine, settings } = result;
  const names = settings.contestants;
  const rows = entries(result.cases);
  const notes = rows.flatMap(([name, scores]) =>
    names
      .filter((who) => !who.startsWith('limit') && scores[who]?.note)
      .map((who) => `${name}, ${who}: ${scores[who]!.note}`),
  );
  return [
    `${result.browser}, ${machine.cpu}, ${machine.cores} cores, load ${machine.load.join(' to ')}, ${result.date}`,
    `WebGPU: ${describe(result.gpu)}`,
    'Median time of a call; in brackets how many times that of Fluxion with the same threads it is.',
    ...(machine.load[0]! > 1 ? ['The machine was busy before it began: these times tell little.'] : []),
    '',
    ...columns([
      ['', ...names],
      ...rows.map(([name, scores]) => [name, ...names.map((who) => cell(scores, who))]),
    ]),
    '',
    'Threads, spread of the samples ((p90 − p10)/median), largest relative error against float64',
    '',
    ...columns([
      ['', ...names],
      ...rows.map(([name, scores]) => [name, ...names.map((who) => quality(scores[who]))]),
    ]),
    '',
    ...notes,
    '',
    ...columns([
      ['', '', 'budget', 'measured', ''],
      ...verdicts(result.cases, result.gpu).map((v) => [v.case, v.what, v.bound, v.measured, v.verdict]),
    ]),
  ].join('\n');
}

const LIBRARIES: Record<ContestantName, string> = {
  'fluxion-wasm-1': 'Fluxion',
  'fluxion-wasm-n': 'Fluxion',
  'jax-js-1': 'jax-js',
  'jax-js-n': 'jax-js',
  tfjs: 'TensorFlow.js',
  js: 'JavaScript by hand',
  limit: 'C by hand',
  'fluxion-webgpu': 'Fluxion',
  'jax-js-webgpu': 'jax-js',
  'limit-webgpu': 'copying as much',
};

/** The tables for the README. */
export function markdown(result: Result): string {
  const { machine, versions, settings } = result;
  const title = (who: ContestantName): string => {
    const library = LIBRARIES[who] + (versions[who] ? ` ${versions[who]}` : '');
    if (deviceOf(who) === 'gpu') return `${library}, WebGPU${result.gpu?.software ? ' in software' : ''}`;
    const threads = Math.max(...entries(result.cases).map(([, scores]) => scores[who]?.threads ?? 0));
    return `${library}, ${threads} thread${threads === 1 ? '' : 's'}`;
  };
  const names = settings.contestants;
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `${result.browser}, ${machine.cpu}, ${machine.cores} cores, ${result.date.slice(0, 10)}, load ${machine.load[0]} at`,
    'the start. Median time of a call; in brackets how many times that of Fluxion with the same threads it is.',
    `WebGPU: ${describe(result.gpu)}.`,
    '',
    line(['', ...names.map(title)]),
    line(['---', ...names.map(() => '---:')]),
    ...entries(result.cases).map(([name, scores]) =>
      line([`\`${name}\``, ...names.map((who) => cell(scores, who))]),
    ),
    '',
    line(['case', 'must reach', 'measured', '']),
    line(['---', '---', '---:', '---']),
    ...verdicts(result.cases, result.gpu).map((v) =>
      line([`\`${v.case}\``, `${v.what} ${v.bound}`, v.measured, v.verdict]),
    ),
  ].join('\n');
}

function entries(cases: ScoresByCase): [CaseName, Scores][] {
  return Object.entries(cases) as [CaseName, Scores][];
}

function cell(scores: Scores, who: ContestantName): string {
  const score = scores[who];
  if (score?.ms == null) return '–';
  if (!isRight(score)) return 'wrong';
  const times = ratio(scores, who);
  return duration(score.ms) + (times === undefined ? '' : ` (${digits(times)}×)`);
}

function quality(score: Score | undefined): string {
  if (score?.ms == null) return '–';
  return `${score.threads}  ${Math.round(100 * score.spread!)} %  ${score.error?.toExponential(0) ?? 'nan'}`;
}

/** Lines of cells, the first column to the left and the others to the right. */
function columns(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row
      .map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join('   ')
      .trimEnd(),
  );
}
