/** The results of the cases in float64, and how far a contestant's are from them. */
import { inputs, matrixSize, NETWORK, plotFactors, RATE, VARIABLES, type CaseName } from './cases';

type Values = Float32Array | Float64Array;

/** A result: its exact elements, and the float32 values that a step changed into it, if it is such a one. */
interface Part {
  exact: Float64Array;
  before?: Values;
}

/**
 * The largest error of a case's results: for each result, the largest distance of an element from the exact one in units
 * of the largest exact element (‖got − exact‖∞ / ‖exact‖∞); of parameters after a step, what the step changed in them.
 * `values` are all results, one after another, in the order in which cases.ts names them. NaN if any is not finite.
 */
export function largestError(name: CaseName, values: Values): number {
  const parts = reference(name);
  const length = parts.reduce((sum, { exact }) => sum + exact.length, 0);
  if (values.length !== length)
    throw new Error(`${name}: given ${values.length} numbers, expected ${length}`);
  let largest = 0;
  let at = 0;
  for (const { exact, before } of parts) {
    let distance = 0;
    let scale = 0;
    for (let i = 0; i < exact.length; i++) {
      const got = values[at + i]! - (before?.[i] ?? 0);
      distance = Math.max(distance, Math.abs(got - exact[i]!));
      scale = Math.max(scale, Math.abs(exact[i]!));
    }
    largest = Math.max(largest, distance / scale);
    at += exact.length;
  }
  return largest;
}

const known = new Map<CaseName, Part[]>();

function reference(name: CaseName): Part[] {
  let parts = known.get(name);
  if (!parts) {
    parts = compute(name);
    known.set(name, parts);
  }
  return parts;
}

function compute(name: CaseName): Part[] {
  const data = inputs(name);
  const [a, b] = data as [Values, Values];
  switch (name) {
    case 'chain_1e6':
    case 'chain_1e7':
      return [{ exact: map(a, (x) => Math.tanh(x) * Math.exp(-x * x) + Math.sin(3 * x)) }];
    case 'grad_chain_1e6':
      return [{ exact: map(a, (x) => chainDerivative(x)) }];
    case 'jet4_tanh_1e5':
      return orders(a, (x) => tanhSeries(x, 1));
    case 'plot_first_result': {
      const [p, q] = plotFactors(0);
      return orders(a, (x) => plotSeries(x, p, q));
    }
    case 'matmul_512':
    case 'matmul_1024':
    case 'matmul_2048': {
      const n = matrixSize(name);
      return [{ exact: product(a, b, n, n, n) }];
    }
    case 'logreg_step_1e5x32':
    case 'logreg_step_1e6x32':
      return logisticStep(data);
    case 'tiny_value_and_grad': {
      const { loss, gradient } = logistic(data);
      return [[loss], gradient.subarray(0, -1), gradient.subarray(-1)].map((v) => ({
        exact: Float64Array.from(v),
      }));
    }
    case 'sum_1e6':
      return [{ exact: Float64Array.of(sum(a)) }];
    case 'hessian_64':
      return [{ exact: hessian(a, b) }];
    case 'mlp_step_256':
      return networkStep(data);
  }
}

function map(x: Values, f: (x: number) => number): Float64Array {
  return Float64Array.from(x, f);
}

/** Compensated, so that it is exact to the last digit of a float64. */
function sum(x: Values): number {
  let total = 0;
  let lost = 0;
  for (const v of x) {
    const next = total + v;
    lost += Math.abs(total) >= Math.abs(v) ? total - next + v : v - next + total;
    total = next;
  }
  return total + lost;
}

function chainDerivative(x: number): number {
  const t = Math.tanh(x);
  const e = Math.exp(-x * x);
  return (1 - t * t) * e - 2 * x * t * e + 3 * Math.cos(3 * x);
}

/** The results of order 0 to 4 of a function that returns all five at a point. */
function orders(xs: Values, f: (x: number) => number[]): Part[] {
  const exact = Array.from({ length: 5 }, () => new Float64Array(xs.length));
  xs.forEach((x: number, i: number) => f(x).forEach((value, k) => (exact[k]![i] = value)));
  return exact.map((values) => ({ exact: values }));
}

/** tanh(ax) and its derivatives with respect to x. */
function tanhSeries(x: number, a: number): number[] {
  const t = Math.tanh(a * x);
  const s = 1 - t * t;
  return [t, a * s, a ** 2 * -2 * t * s, a ** 3 * s * (6 * t * t - 2), a ** 4 * 8 * t * s * (2 - 3 * t * t)];
}

/** tanh(ax)·exp(−ax²) + sin(bx) and its derivatives: Leibniz' rule, with Hermite's polynomials for the exponential. */
function plotSeries(x: number, a: number, b: number): number[] {
  const t = tanhSeries(x, a);
  const e = Math.exp(-a * x * x);
  const r = Math.sqrt(a);
  const u = r * x;
  const hermite = [1, -2 * u, 4 * u ** 2 - 2, -(8 * u ** 3 - 12 * u), 16 * u ** 4 - 48 * u ** 2 + 12];
  const g = hermite.map((h, k) => h * r ** k * e);
  const binomial = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]];
  const sine = [Math.sin(b * x), Math.cos(b * x)];
  return binomial.map((row, k) => {
    const leibniz = row.reduce((total, c, j) => total + c * t[j]! * g[k - j]!, 0);
    return leibniz + b ** k * (k % 4 < 2 ? 1 : -1) * sine[k % 2]!;
  });
}

/** The product of an n × k and a k × m matrix. */
function product(a: Values, b: Values, n: number, k: number, m: number): Float64Array {
  const c = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    const row = c.subarray(i * m, i * m + m);
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l]!;
      for (let j = 0; j < m; j++) row[j]! += factor * b[l * m + j]!;
    }
  }
  return c;
}

function transposed(a: Values, n: number, m: number): Float64Array {
  const t = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) t[j * n + i] = a[i * m + j]!;
  return t;
}

/** The sums of loss and gradient (in w, then b) over the rows. */
function logistic([x, y, w, b]: Values[]): { loss: number; gradient: Float64Array } {
  const n = w!.length;
  const gradient = new Float64Array(n + 1);
  let loss = 0;
  y!.forEach((label: number, i: number) => {
    let z = b![0]!;
    for (let j = 0; j < n; j++) z += x![i * n + j]! * w![j]!;
    const p = 1 / (1 + Math.exp(-z));
    loss -= Math.log(p * label + (1 - p) * (1 - label));
    for (let j = 0; j < n; j++) gradient[j]! += (p - label) * x![i * n + j]!;
    gradient[n]! += p - label;
  });
  return { loss, gradient };
}

function logisticStep(data: Values[]): Part[] {
  const rows = data[1]!.length;
  const { loss, gradient } = logistic(data);
  const change = map(gradient, (g) => (-RATE * g) / rows);
  return [
    { exact: Float64Array.of(loss / rows) },
    { exact: change.subarray(0, -1), before: data[2]! },
    { exact: change.subarray(-1), before: data[3]! },
  ];
}

/** Aᵀ·diag(d)·A, where d is the second derivative of tanh². */
function hessian(a: Values, x: Values): Float64Array {
  const n = VARIABLES;
  const scaled = new Float64Array(n * n);
  product(a, x, n, n, 1).forEach((z, i) => {
    const t = Math.tanh(z);
    const d = 2 * (1 - t * t) * (1 - 3 * t * t);
    for (let j = 0; j < n; j++) scaled[i * n + j] = d * a[i * n + j]!;
  });
  return product(transposed(a, n, n), scaled, n, n, n);
}

function networkStep([x, y, w1, b1, w2, b2]: Values[]): Part[] {
  const { rows, inputs: n, hidden: h, classes: c, rate } = NETWORK;
  const activations = product(x!, w1!, rows, n, h).map((z, i) => Math.tanh(z + b1![i % h]!));
  const logits = product(activations, w2!, rows, h, c).map((z, i) => z + b2![i % c]!);
  let loss = 0;
  const errors = new Float64Array(rows * c); // of the logits: (softmax − Y)/rows
  for (let i = 0; i < rows; i++) {
    const row = logits.subarray(i * c, i * c + c);
    const top = Math.max(...row);
    const total = row.reduce((all, z) => all + Math.exp(z - top), 0);
    for (let j = 0; j < c; j++) {
      const label = y![i * c + j]!;
      loss += label * (top + Math.log(total) - row[j]!);
      errors[i * c + j] = (Math.exp(row[j]! - top) / total - label) / rows;
    }
  }
  const back = product(errors, transposed(w2!, h, c), rows, c, h).map(
    (g, i) => g * (1 - activations[i]! ** 2),
  );
  const columns = (m: Float64Array, width: number): Float64Array => {
    const sums = new Float64Array(width);
    m.forEach((v, i) => (sums[i % width]! += v));
    return sums;
  };
  const step = (gradient: Float64Array, before: Values): Part => ({
    exact: gradient.map((g) => -rate * g),
    before,
  });
  return [
    { exact: Float64Array.of(loss / rows) },
    step(product(transposed(x!, rows, n), back, n, rows, h), w1!),
    step(columns(back, h), b1!),
    step(product(transposed(activations, rows, h), errors, h, rows, c), w2!),
    step(columns(errors, c), b2!),
  ];
}
