/**
 * What is measured: the cases, in one place, of which three are large, for hardware that is made for it. Every contestant does the same mathematics in float32 on the same
 * data, which comes from here; the results are compared with references computed in float64 (reference.ts).
 *
 * | case                  | one call                                                                                  |
 * | --------------------- | ----------------------------------------------------------------------------------------- |
 * | `chain_1e6`           | tanh(x)·exp(−x²) + sin(3x) at 10⁶ points of [−3, 3]                                       |
 * | `grad_chain_1e6`      | the gradient of the sum of that                                                           |
 * | `jet4_tanh_1e5`       | tanh and its first four derivatives at 10⁵ points of [−3, 3]                              |
 * | `plot_first_result`   | a new function, tanh(ax)·exp(−ax²) + sin(bx), and its first four derivatives at 1,000     |
 * |                       | points, from the function's text to the numbers; a and b are new in every call            |
 * | `matmul_512`, `_1024`, | the product of two square matrices with entries in [−1, 1]                               |
 * | `_2048`               |                                                                                           |
 * | `chain_1e7`           | as chain_1e6, at 10⁷ points                                                               |
 * | `logreg_step_1e5x32`, | a step of gradient descent on −mean log(p·y + (1−p)(1−y)), p = σ(Xw + b), X 10⁵ × 32,     |
 * | `_1e6x32`             | rate 0.5; returns the loss and the new parameters, from which the next call goes on       |
 * | `tiny_value_and_grad` | value and gradient of −Σ log(p·t + (1−p)(1−t)), p = σ(Xw + b), with the 4 × 3 data of     |
 * |                       | JAX's tutorial                                                                            |
 * | `sum_1e6`             | the sum of 10⁶ numbers of [0, 1]                                                          |
 * | `hessian_64`          | the Hessian of Σ tanh(Ax)² at a point, A 64 × 64 with entries in [−1/8, 1/8]              |
 * | `mlp_step_256`        | a step of gradient descent, rate 0.1, on the mean cross entropy of the network            |
 * |                       | softmax(tanh(X·W₁ + b₁)·W₂ + b₂), X 256 × 256, hidden layer of 256, 10 classes; returns   |
 * |                       | the loss and the new parameters, from which the next call goes on                         |
 */

/** The cases that every computer can do. */
export const CASES = [
  'chain_1e6',
  'grad_chain_1e6',
  'jet4_tanh_1e5',
  'plot_first_result',
  'matmul_512',
  'matmul_1024',
  'logreg_step_1e5x32',
  'tiny_value_and_grad',
  'sum_1e6',
  'hessian_64',
  'mlp_step_256',
] as const;

/** Those that are run where there is a GPU: elsewhere they take minutes. */
export const LARGE = ['matmul_2048', 'chain_1e7', 'logreg_step_1e6x32'] as const;

export const ALL_CASES = [...CASES, ...LARGE] as const;

export type CaseName = (typeof ALL_CASES)[number];

export function isLarge(name: CaseName): boolean {
  return (LARGE as readonly CaseName[]).includes(name);
}

export type ProgramName = (typeof CASES)[number];

/** The case that does the same on less data: what a contestant runs depends on it. */
export function programOf(name: CaseName): ProgramName {
  switch (name) {
    case 'matmul_2048':
      return 'matmul_1024';
    case 'chain_1e7':
      return 'chain_1e6';
    case 'logreg_step_1e6x32':
      return 'logreg_step_1e5x32';
    default:
      return name;
  }
}

/** What the page says of a case. */
export const TITLES: Record<CaseName, string> = {
  chain_1e6: 'tanh(x)·exp(−x²) + sin 3x at 10⁶ points',
  grad_chain_1e6: 'its gradient',
  jet4_tanh_1e5: 'tanh and four derivatives at 10⁵ points',
  plot_first_result: 'a new function and four derivatives at 1,000 points',
  matmul_512: '512 × 512 matrix product',
  matmul_1024: '1024 × 1024 matrix product',
  logreg_step_1e5x32: 'logistic regression step, 10⁵ × 32',
  tiny_value_and_grad: 'the tutorial’s value and gradient, 4 × 3',
  sum_1e6: 'sum of 10⁶ numbers',
  hessian_64: 'Hessian in 64 variables',
  mlp_step_256: 'training step of a 256-256-10 network',
  matmul_2048: '2048 × 2048 matrix product',
  chain_1e7: 'tanh(x)·exp(−x²) + sin 3x at 10⁷ points',
  logreg_step_1e6x32: 'logistic regression step, 10⁶ × 32',
};

export const CHAIN = 1_000_000;
export const JET = 100_000;
export const PLOT = 1_000;
export const FEATURES = 32;
export const RATE = 0.5;
export const TINY = { rows: 4, features: 3 };
export const VARIABLES = 64;
export const NETWORK = { rows: 256, inputs: 256, hidden: 256, classes: 10, rate: 0.1 };

/** The factors a and b of the k-th new function that is plotted. */
export function plotFactors(k: number): [number, number] {
  return [1 + (k + 1) / 8192, 3 + (k + 1) / 8192];
}

/** The inputs of a case. Their order and shapes are what the contestants know of it; together they are its data. */
export function inputs(name: CaseName): Float32Array<ArrayBuffer>[] {
  switch (name) {
    case 'chain_1e6':
    case 'grad_chain_1e6':
      return [uniform(CHAIN, -3, 3, 1)];
    case 'chain_1e7':
      return [uniform(10 * CHAIN, -3, 3, 1)];
    case 'jet4_tanh_1e5':
      return [uniform(JET, -3, 3, 2)];
    case 'plot_first_result':
      return [uniform(PLOT, -3, 3, 2)];
    case 'matmul_512':
    case 'matmul_1024':
    case 'matmul_2048': {
      const n = matrixSize(name);
      return [uniform(n * n, -1, 1, 7), uniform(n * n, -1, 1, 8)];
    }
    case 'logreg_step_1e5x32':
    case 'logreg_step_1e6x32':
      return regression(rowsOf(name));
    case 'tiny_value_and_grad':
      return [
        Float32Array.of(0.52, 1.12, 0.77, 0.88, -1.08, 0.15, 0.52, 0.06, -1.3, 0.74, -2.49, 1.39),
        Float32Array.of(1, 1, 0, 1),
        Float32Array.of(0.1, -0.2, 0.3),
        Float32Array.of(0.05),
      ];
    case 'sum_1e6':
      return [uniform(CHAIN, 0, 1, 9)];
    case 'hessian_64':
      return [uniform(VARIABLES ** 2, -1 / 8, 1 / 8, 10), uniform(VARIABLES, -1, 1, 11)];
    case 'mlp_step_256':
      return network();
  }
}

/** The n of a product of n × n matrices. */
export function matrixSize(name: CaseName): number {
  return Number(name.slice('matmul_'.length));
}

/** How many rows a logistic regression has. */
export function rowsOf(name: CaseName): number {
  return name === 'logreg_step_1e5x32' ? 100_000 : 1_000_000;
}

/** X, y, w, b: rows in [−1, 1], labelled by a plane. */
function regression(rows: number): Float32Array<ArrayBuffer>[] {
  const x = uniform(rows * FEATURES, -1, 1, 3);
  const plane = uniform(FEATURES, -1, 1, 4);
  const y = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    let z = 0.1;
    for (let j = 0; j < FEATURES; j++) z += x[i * FEATURES + j]! * plane[j]!;
    y[i] = z > 0 ? 1 : 0;
  }
  return [x, y, uniform(FEATURES, -0.01, 0.01, 5), Float32Array.of(0)];
}

/** X, Y (one-hot), W₁, b₁, W₂, b₂. */
function network(): Float32Array<ArrayBuffer>[] {
  const { rows, inputs, hidden, classes } = NETWORK;
  const labels = uniform(rows, 0, classes, 13);
  const y = new Float32Array(rows * classes);
  labels.forEach((label, i) => (y[i * classes + Math.floor(label)] = 1));
  return [
    uniform(rows * inputs, -1, 1, 12),
    y,
    uniform(inputs * hidden, -1 / 16, 1 / 16, 14),
    new Float32Array(hidden),
    uniform(hidden * classes, -1 / 16, 1 / 16, 15),
    new Float32Array(classes),
  ];
}

/** Numbers that look random, the same everywhere: a linear congruential generator with the constants of Numerical Recipes. */
function uniform(n: number, from: number, to: number, seed: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(n);
  let state = seed;
  for (let i = 0; i < n; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[i] = from + ((to - from) * state) / 2 ** 32;
  }
  return values;
}
