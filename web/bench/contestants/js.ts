/**
 * Plain JavaScript: the loops that one would write by hand, in typed arrays, with derivatives worked out on paper. It
 * differentiates nothing by itself; it is here for scale.
 */
import {
  FEATURES,
  matrixSize,
  NETWORK,
  plotFactors,
  programOf,
  RATE,
  VARIABLES,
  type CaseName,
} from '../cases';
import type { Call, Contestant } from './contestant';

export const start = (): Contestant => ({ version: '', threads: 1, prepare });

type Values = Float32Array;

function prepare(name: CaseName, data: Values[]): Call {
  const [a, b] = data as [Values, Values];
  switch (programOf(name)) {
    case 'chain_1e6':
      return pointwise(a, (x) => Math.tanh(x) * Math.exp(-x * x) + Math.sin(3 * x));
    case 'grad_chain_1e6':
      return pointwise(a, (x) => {
        const t = Math.tanh(x);
        const e = Math.exp(-x * x);
        return (1 - t * t) * e - 2 * x * t * e + 3 * Math.cos(3 * x);
      });
    case 'jet4_tanh_1e5':
      return tanhDerivatives(a);
    case 'plot_first_result':
      return plot(a);
    case 'matmul_512':
    case 'matmul_1024': {
      const n = matrixSize(name);
      const c = new Float32Array(n * n);
      return pure(() => [multiply(c, a, b, n, n, n)]);
    }
    case 'logreg_step_1e5x32':
      return logisticStep(data);
    case 'tiny_value_and_grad':
      return tiny(data);
    case 'sum_1e6':
      return pure(() => [Float32Array.of(a.reduce((total, x) => total + x, 0))]);
    case 'hessian_64':
      return hessian(a, b);
    case 'mlp_step_256':
      return networkStep(data);
  }
}

/** A case whose every run is the same. */
function pure(compute: () => Values[]): Call {
  return { run: () => void compute(), results: compute, dispose() {} };
}

function pointwise(x: Values, f: (x: number) => number): Call {
  const y = new Float32Array(x.length);
  return pure(() => {
    for (let i = 0; i < x.length; i++) y[i] = f(x[i]!);
    return [y];
  });
}

function tanhDerivatives(x: Values): Call {
  const n = x.length;
  const y = new Float32Array(5 * n);
  return pure(() => {
    for (let i = 0; i < n; i++) {
      const t = Math.tanh(x[i]!);
      const s = 1 - t * t;
      y[i] = t;
      y[n + i] = s;
      y[2 * n + i] = -2 * t * s;
      y[3 * n + i] = s * (6 * t * t - 2);
      y[4 * n + i] = 8 * t * s * (2 - 3 * t * t);
    }
    return [y];
  });
}

/** The function is not read from a text: the formulas below are those of one family. */
function plot(x: Values): Call {
  const n = x.length;
  const y = new Float32Array(5 * n);
  const compute = (k: number): Values => {
    const [a, b] = plotFactors(k);
    for (let i = 0; i < n; i++) {
      const v = x[i]!;
      const t0 = Math.tanh(a * v);
      const s = 1 - t0 * t0;
      const t1 = a * s;
      const t2 = -2 * a * a * t0 * s;
      const t3 = a ** 3 * s * (6 * t0 * t0 - 2);
      const t4 = 8 * a ** 4 * t0 * s * (2 - 3 * t0 * t0);
      const u = -2 * a * v; // e' = u·e, u' = −2a
      const e0 = Math.exp(-a * v * v);
      const e1 = u * e0;
      const e2 = u * e1 - 2 * a * e0;
      const e3 = u * e2 - 4 * a * e1;
      const e4 = u * e3 - 6 * a * e2;
      const sine = Math.sin(b * v);
      const cosine = Math.cos(b * v);
      y[i] = t0 * e0 + sine;
      y[n + i] = t1 * e0 + t0 * e1 + b * cosine;
      y[2 * n + i] = t2 * e0 + 2 * t1 * e1 + t0 * e2 - b * b * sine;
      y[3 * n + i] = t3 * e0 + 3 * (t2 * e1 + t1 * e2) + t0 * e3 - b ** 3 * cosine;
      y[4 * n + i] = t4 * e0 + 4 * (t3 * e1 + t1 * e3) + 6 * t2 * e2 + t0 * e4 + b ** 4 * sine;
    }
    return y;
  };
  let k = 0;
  return { run: () => void compute(++k), results: () => [compute(0)], dispose() {} };
}

/** c = a·b for an n × k and a k × m matrix, in the order of loops that walks the memory in its order. */
function multiply(c: Values, a: Values, b: Values, n: number, k: number, m: number): Values {
  c.fill(0);
  for (let i = 0; i < n; i++) {
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l]!;
      for (let j = 0; j < m; j++) c[i * m + j]! += factor * b[l * m + j]!;
    }
  }
  return c;
}

/** c = aᵀ·b for a k × n and a k × m matrix. */
function multiplyTransposed(c: Values, a: Values, b: Values, n: number, k: number, m: number): Values {
  c.fill(0);
  for (let l = 0; l < k; l++) {
    for (let i = 0; i < n; i++) {
      const factor = a[l * n + i]!;
      for (let j = 0; j < m; j++) c[i * m + j]! += factor * b[l * m + j]!;
    }
  }
  return c;
}

/** The sums over the rows of the loss, and of its gradient in w and then b. */
function logistic(x: Values, y: Values, w: Values, b: number, gradient: Float64Array): number {
  const n = w.length;
  let loss = 0;
  gradient.fill(0);
  for (let i = 0; i < y.length; i++) {
    let z = b;
    for (let j = 0; j < n; j++) z += x[i * n + j]! * w[j]!;
    const p = 1 / (1 + Math.exp(-z));
    const label = y[i]!;
    loss -= Math.log(p * label + (1 - p) * (1 - label));
    const residual = p - label;
    for (let j = 0; j < n; j++) gradient[j]! += residual * x[i * n + j]!;
    gradient[n]! += residual;
  }
  return loss;
}

function tiny([x, y, w, b]: Values[]): Call {
  const gradient = new Float64Array(w!.length + 1);
  return pure(() => [Float32Array.of(logistic(x!, y!, w!, b![0]!, gradient), ...gradient)]);
}

function logisticStep([x, y, w0, b0]: Values[]): Call {
  const rows = y!.length;
  const gradient = new Float64Array(FEATURES + 1);
  let w = w0!.slice();
  let b = b0![0]!;
  const step = (): number => {
    const loss = logistic(x!, y!, w, b, gradient) / rows;
    for (let j = 0; j < FEATURES; j++) w[j]! -= (RATE * gradient[j]!) / rows;
    b -= (RATE * gradient[FEATURES]!) / rows;
    return loss;
  };
  return {
    run: () => void step(),
    results() {
      w = w0!.slice();
      b = b0![0]!;
      const loss = step();
      return [Float32Array.of(loss), w.slice(), Float32Array.of(b)];
    },
    dispose() {},
  };
}

function hessian(a: Values, x: Values): Call {
  const n = VARIABLES;
  const z = new Float32Array(n);
  const scaled = new Float32Array(n * n);
  const h = new Float32Array(n * n);
  return pure(() => {
    multiply(z, a, x, n, n, 1);
    for (let i = 0; i < n; i++) {
      const t = Math.tanh(z[i]!);
      const d = 2 * (1 - t * t) * (1 - 3 * t * t);
      for (let j = 0; j < n; j++) scaled[i * n + j] = d * a[i * n + j]!;
    }
    return [multiplyTransposed(h, a, scaled, n, n, n)];
  });
}

function networkStep([x, y, ...initial]: Values[]): Call {
  const { rows, inputs, hidden, classes, rate } = NETWORK;
  let parameters = initial;
  const activations = new Float32Array(rows * hidden);
  const logits = new Float32Array(rows * classes);
  const back = new Float32Array(rows * hidden);
  const gradients = initial.map((p) => new Float32Array(p.length));
  const step = (): number => {
    const [w1, b1, w2, b2] = parameters as [Values, Values, Values, Values];
    const [dw1, db1, dw2, db2] = gradients as [Values, Values, Values, Values];
    multiply(activations, x!, w1, rows, inputs, hidden);
    for (let i = 0; i < activations.length; i++)
      activations[i] = Math.tanh(activations[i]! + b1[i % hidden]!);
    multiply(logits, activations, w2, rows, hidden, classes);
    let loss = 0;
    for (let i = 0; i < rows; i++) {
      const from = i * classes;
      let top = -Infinity;
      for (let j = 0; j < classes; j++) top = Math.max(top, (logits[from + j]! += b2[j]!));
      let total = 0;
      for (let j = 0; j < classes; j++) total += Math.exp(logits[from + j]! - top);
      for (let j = 0; j < classes; j++) {
        const label = y![from + j]!;
        loss += label * (top + Math.log(total) - logits[from + j]!);
        logits[from + j] = (Math.exp(logits[from + j]! - top) / total - label) / rows; // from here on its cotangent
      }
    }
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < hidden; k++) {
        let g = 0;
        for (let j = 0; j < classes; j++) g += logits[i * classes + j]! * w2[k * classes + j]!;
        back[i * hidden + k] = g * (1 - activations[i * hidden + k]! ** 2);
      }
    }
    multiplyTransposed(dw1, x!, back, inputs, rows, hidden);
    multiplyTransposed(dw2, activations, logits, hidden, rows, classes);
    sumOfRows(db1, back);
    sumOfRows(db2, logits);
    parameters.forEach((p, k) => {
      for (let i = 0; i < p.length; i++) p[i]! -= rate * gradients[k]![i]!;
    });
    return loss / rows;
  };
  const reset = (): void => void (parameters = initial.map((p) => p.slice()));
  reset();
  return {
    run: () => void step(),
    results() {
      reset();
      const loss = step();
      return [Float32Array.of(loss), ...parameters.map((p) => p.slice())];
    },
    dispose() {},
  };
}

function sumOfRows(sums: Values, matrix: Values): void {
  sums.fill(0);
  for (let i = 0; i < matrix.length; i++) sums[i % sums.length]! += matrix[i]!;
}
