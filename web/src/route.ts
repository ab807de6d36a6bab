/**
 * The page's state in the URL's fragment: `#plot?f=tanh(x)&x=-3:3&y=-1:1&show=012` or
 * `#code?f=tanh(x)&order=1&points=1024&dtype=float32` or
 * `#regression?data=moons&points=500&noise=0.2&seed=7&optimizer=adam&rate=0.1` or
 * `#regression?data=large&rows=1000000&columns=32&seed=1&optimizer=adam&rate=0.1&on=wasm,threads&seconds=5` or
 * `#notebook?name=taylor-mode`.
 * What a link says is checked like any input; a value that cannot be used falls back to the default, with a notice.
 */
import { formatNumber } from './format';
import { DEFAULT_NOTEBOOK, type NotebookRoute } from './notebook/location';
import {
  DATASETS,
  DTYPES,
  MAX_ORDER,
  OPTIMIZERS,
  PLACES,
  type DatasetName,
  type DTypeName,
  type OptimizerName,
  type RaceConfig,
  type RegressConfig,
  type Visible,
} from './protocol';
import { isUsableInterval } from './plot/viewport';

export type Tab = 'plot' | 'code' | 'regression' | 'notebook';

interface PlotRoute {
  expr: string;
  x0: number;
  x1: number;
  /** null: fitted to the curves. */
  y: { y0: number; y1: number } | null;
  visible: Visible;
}

/** How the code of the function in `plot` is shown. */
export interface CodeRoute {
  order: number;
  points: number;
  dtype: DTypeName;
  /** In which languages. */
  targets: CodeTarget[];
}

/** What code is shown in: that of WebAssembly, or that of a GPU. */
export const CODE_TARGETS = ['wasm', 'wgsl'] as const;
export type CodeTarget = (typeof CODE_TARGETS)[number];

export interface Route {
  tab: Tab;
  plot: PlotRoute;
  code: CodeRoute;
  regression: RegressConfig;
  /** The regression shows the race on large data. */
  isLarge: boolean;
  race: RaceConfig;
  notebook: NotebookRoute;
}

export const DEFAULT_ROUTE: Route = {
  tab: 'plot',
  plot: { expr: 'x^3 + 2x^2 - 3x + 1', x0: -3.5, x1: 2.5, y: null, visible: [true, true, true, true, true] },
  code: { order: 1, points: 1024, dtype: 'float32', targets: ['wasm'] },
  regression: {
    dataset: 'tutorial',
    points: 500,
    noise: 0.2,
    seed: 1,
    optimizer: 'gradient-descent',
    learningRate: 0.1,
  },
  isLarge: false,
  race: {
    rows: 1_000_000,
    columns: 32,
    seed: 1,
    optimizer: 'gradient-descent',
    learningRate: 2,
    places: ['wasm', 'threads', 'gpu'],
    seconds: 5,
  },
  notebook: DEFAULT_NOTEBOOK,
};

/** The sizes of large data, and how many seconds a training on them takes; 0 is no limit. */
export const ROWS = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000] as const;
export const COLUMNS = [8, 32, 64, 128] as const;
export const SECONDS = [2, 5, 15, 60, 0] as const;

export const LIMITS = {
  points: { min: 200, max: 10_000 },
  noise: { min: 0, max: 1 },
  seed: { min: 0, max: 2 ** 31 - 1 },
  learningRate: { min: 1e-4, max: 1e3 },
} as const;

export function formatRoute(route: Route): string {
  switch (route.tab) {
    case 'plot':
      return formatPlot(route.plot);
    case 'code':
      return formatCode(route.plot.expr, route.code);
    case 'regression':
      return route.isLarge ? formatRace(route.race) : formatRegression(route.regression);
    case 'notebook':
      return formatNotebook(route.notebook);
  }
}

function formatPlot({ expr, x0, x1, y, visible }: PlotRoute): string {
  const parts = [`f=${encodeURIComponent(expr)}`, `x=${formatInterval(x0, x1)}`];
  if (y) parts.push(`y=${formatInterval(y.y0, y.y1)}`);
  if (visible.includes(false)) parts.push(`show=${visible.map((on, k) => (on ? k : '')).join('')}`);
  return `#plot?${parts.join('&')}`;
}

function formatCode(expr: string, { order, points, dtype, targets }: CodeRoute): string {
  const as = targets.includes('wgsl') ? `&as=${targets.join(',')}` : '';
  return `#code?f=${encodeURIComponent(expr)}&order=${order}&points=${points}&dtype=${dtype}${as}`;
}

function formatRegression(config: RegressConfig): string {
  const parts = [`data=${config.dataset}`];
  if (config.dataset !== 'tutorial') {
    parts.push(`points=${config.points}`, `noise=${config.noise}`, `seed=${config.seed}`);
  }
  parts.push(`optimizer=${config.optimizer}`, `rate=${formatNumber(config.learningRate, 4)}`);
  return `#regression?${parts.join('&')}`;
}

function formatRace({ rows, columns, seed, optimizer, learningRate, places, seconds }: RaceConfig): string {
  return (
    `#regression?data=large&rows=${rows}&columns=${columns}&seed=${seed}&optimizer=${optimizer}` +
    `&rate=${formatNumber(learningRate, 4)}&on=${places.join(',')}&seconds=${seconds}`
  );
}

function formatNotebook({ name, shared }: NotebookRoute): string {
  return shared !== '' ? `#notebook?shared=${shared}` : `#notebook?name=${name}`;
}

function formatInterval(from: number, to: number): string {
  return `${formatNumber(from, 12)}:${formatNumber(to, 12)}`;
}

/** Reads a fragment; `problems` says what in it could not be used. */
export function parseRoute(fragment: string): { route: Route; problems: string[] } {
  const [name, query = ''] = fragment.replace(/^#/, '').split(/\?(.*)/s);
  // In a form's data + means a space; in a link that somebody wrote by hand it means plus.
  const parameters = new URLSearchParams(query.replaceAll('+', '%2B'));
  const problems: string[] = [];
  const route = structuredClone(DEFAULT_ROUTE);

  if (name === 'regression') {
    route.tab = 'regression';
    route.isLarge = parameters.get('data') === 'large';
    if (route.isLarge) readRace(parameters, route.race, problems);
    else readRegression(parameters, route.regression, problems);
  } else if (name === 'plot') {
    readPlot(parameters, route.plot, problems);
  } else if (name === 'code') {
    route.tab = 'code';
    readCode(parameters, route, problems);
  } else if (name === 'notebook') {
    route.tab = 'notebook';
    readNotebook(parameters, route.notebook, problems);
  } else if (name !== '') {
    problems.push(`it names a page that does not exist`);
  }
  return { route, problems };
}

function readPlot(parameters: URLSearchParams, plot: PlotRoute, problems: string[]): void {
  plot.expr = parameters.get('f') ?? plot.expr;
  const x = readInterval(parameters.get('x'), 'x', problems);
  if (x) [plot.x0, plot.x1] = x;
  const y = readInterval(parameters.get('y'), 'y', problems);
  if (y) plot.y = { y0: y[0], y1: y[1] };
  const show = parameters.get('show');
  if (show === null) return;
  if (/^[0-4]*$/.test(show)) plot.visible = plot.visible.map((_, k) => show.includes(String(k))) as Visible;
  else problems.push(`show=${show} is not a choice of the orders 0 to 4`);
}

/** For how many points code can be shown. */
export const POINTS = [64, 1024, 100_000, 1_000_000] as const;

function readCode(parameters: URLSearchParams, { plot, code }: Route, problems: string[]): void {
  plot.expr = parameters.get('f') ?? plot.expr;
  const order = parameters.get('order');
  if (order !== null) {
    if (new RegExp(`^[0-${MAX_ORDER}]$`).test(order)) code.order = Number(order);
    else problems.push(`order=${order} is not an order from 0 to ${MAX_ORDER}`);
  }
  const points = parameters.get('points');
  if (points !== null) {
    if (POINTS.some((n) => String(n) === points)) code.points = Number(points);
    else problems.push(`points=${points} is none of ${POINTS.join(', ')}`);
  }
  const dtype = parameters.get('dtype');
  if (dtype !== null) {
    if ((DTYPES as readonly string[]).includes(dtype)) code.dtype = dtype as DTypeName;
    else problems.push(`dtype=${dtype} is none of ${DTYPES.join(', ')}`);
  }
  const as = parameters.get('as')?.split(',');
  if (as) {
    const known = CODE_TARGETS.filter((name) => as.includes(name));
    if (known.length === as.length) code.targets = known;
    else problems.push(`as=${as.join(',')} is none of ${CODE_TARGETS.join(', ')}`);
  }
}

function readNotebook(parameters: URLSearchParams, notebook: NotebookRoute, problems: string[]): void {
  const shared = parameters.get('shared');
  if (shared !== null && shared !== '') {
    notebook.shared = shared;
    notebook.name = '';
    return;
  }
  const name = parameters.get('name');
  if (name === null) return;
  if (/^[\w-]{1,64}$/.test(name)) notebook.name = name;
  else problems.push(`name=${name.slice(0, 40)} is not the name of a notebook`);
}

function readInterval(text: string | null, name: string, problems: string[]): [number, number] | null {
  if (text === null) return null;
  const [from = NaN, to = NaN] = text.split(':').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (isUsableInterval(from, to)) return [from, to];
  problems.push(`${name}=${text} is not a range that can be shown`);
  return null;
}

function readRegression(parameters: URLSearchParams, config: RegressConfig, problems: string[]): void {
  const dataset = parameters.get('data');
  if (dataset !== null) {
    if ((DATASETS as readonly string[]).includes(dataset)) config.dataset = dataset as DatasetName;
    else problems.push(`data=${dataset} is none of ${DATASETS.join(', ')}`);
  }
  readTraining(parameters, config, problems);
  config.points = readNumber(parameters, 'points', LIMITS.points, true, problems) ?? config.points;
  config.noise = readNumber(parameters, 'noise', LIMITS.noise, false, problems) ?? config.noise;
}

function readRace(parameters: URLSearchParams, config: RaceConfig, problems: string[]): void {
  readTraining(parameters, config, problems);
  const choose = (name: string, values: readonly number[]): number | null => {
    const text = parameters.get(name);
    if (text === null) return null;
    const value = values.find((n) => String(n) === text);
    if (value === undefined) problems.push(`${name}=${text} is none of ${values.join(', ')}`);
    return value ?? null;
  };
  config.rows = choose('rows', ROWS) ?? config.rows;
  config.columns = choose('columns', COLUMNS) ?? config.columns;
  config.seconds = choose('seconds', SECONDS) ?? config.seconds;
  const on = parameters.get('on');
  if (on === null) return;
  const asked = on.split(',').filter((name) => name !== '');
  const unknown = asked.filter((name) => !(PLACES as readonly string[]).includes(name));
  config.places = PLACES.filter((name) => asked.includes(name));
  if (unknown.length > 0) problems.push(`on=${unknown.join(',')} is none of ${PLACES.join(', ')}`);
}

/** What trainings on small and on large data have in common. */
function readTraining(
  parameters: URLSearchParams,
  config: { optimizer: OptimizerName; seed: number; learningRate: number },
  problems: string[],
): void {
  const optimizer = parameters.get('optimizer');
  if (optimizer !== null) {
    if ((OPTIMIZERS as readonly string[]).includes(optimizer)) config.optimizer = optimizer as OptimizerName;
    else problems.push(`optimizer=${optimizer} is none of ${OPTIMIZERS.join(', ')}`);
  }
  config.seed = readNumber(parameters, 'seed', LIMITS.seed, true, problems) ?? config.seed;
  config.learningRate =
    readNumber(parameters, 'rate', LIMITS.learningRate, false, problems) ?? config.learningRate;
}

function readNumber(
  parameters: URLSearchParams,
  name: string,
  { min, max }: { min: number; max: number },
  integer: boolean,
  problems: string[],
): number | null {
  const text = parameters.get(name);
  if (text === null) return null;
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return value;
  problems.push(`${name}=${text} is not ${integer ? 'an integer' : 'a number'} from ${min} to ${max}`);
  return null;
}
