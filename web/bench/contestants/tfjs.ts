/** TensorFlow.js on its WebAssembly backend. Its operations run at once, each into memory of its own. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import {
  FEATURES,
  matrixSize,
  NETWORK,
  plotFactors,
  programOf,
  RATE,
  rowsOf,
  TINY,
  VARIABLES,
  type CaseName,
  type ProgramName,
} from '../cases';
import type { Call, Contestant } from './contestant';

export async function start(): Promise<Contestant> {
  const address = (url: string): string => new URL(url, location.href).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': address(plainUrl),
    'tfjs-backend-wasm-simd.wasm': address(simdUrl),
    'tfjs-backend-wasm-threaded-simd.wasm': address(threadedUrl),
  });
  // It computes on half of the cores that it believes to see.
  const cores = navigator.hardwareConcurrency;
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 * cores });
  setThreadsCount(cores);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend does not start here');
  return { version: tf.version_core, threads: getThreadsCount(), prepare };
}

type Tensor = tf.Tensor;

function prepare(name: CaseName, data: Float32Array<ArrayBuffer>[]): Call {
  const inputs = data.map((values, i) => tf.tensor(values, shapes(name)[i]));
  const dispose = (): void => tf.dispose(inputs);
  const read = (results: Tensor[]): Float32Array[] => {
    const values = results.map((r) => r.dataSync() as Float32Array);
    tf.dispose(results);
    return values;
  };

  const which = programOf(name);
  if (which === 'plot_first_result') {
    let k = 0;
    const first = (index: number): Tensor[] => tf.tidy(() => derivatives(plotted(index))(inputs[0]!));
    return { run: () => tf.dispose(first(++k)), results: () => read(first(0)), dispose };
  }
  const program = (...given: Tensor[]): Tensor[] => tf.tidy(() => programs[which](...given));
  if (name === 'tiny_value_and_grad') {
    // Numbers so few are wanted in JavaScript.
    return { run: () => void read(program(...inputs)), results: () => read(program(...inputs)), dispose };
  }
  if (which !== 'logreg_step_1e5x32' && name !== 'mlp_step_256') {
    return { run: () => tf.dispose(program(...inputs)), results: () => read(program(...inputs)), dispose };
  }
  let state: Tensor[] = [];
  const reset = (): void => {
    tf.dispose(state);
    state = inputs.slice(2).map((x) => x.clone());
  };
  const step = (): Tensor[] => {
    const [loss, ...next] = program(inputs[0]!, inputs[1]!, ...state);
    tf.dispose(state);
    state = next;
    return [loss!, ...next];
  };
  reset();
  return {
    run: () => step()[0]!.dispose(),
    results() {
      reset();
      const [loss, ...next] = step();
      return [...read([loss!]), ...next.map((x) => x.dataSync() as Float32Array)];
    },
    dispose() {
      tf.dispose(state);
      dispose();
    },
  };
}

/** As matrices where the library multiplies, which vectors are not for. */
function shapes(name: CaseName): number[][] {
  const { rows, inputs, hidden, classes } = NETWORK;
  switch (programOf(name)) {
    case 'matmul_512':
    case 'matmul_1024': {
      const n = matrixSize(name);
      return [
        [n, n],
        [n, n],
      ];
    }
    case 'logreg_step_1e5x32':
      return [[rowsOf(name), FEATURES], [rowsOf(name)], [FEATURES, 1], []];
    case 'tiny_value_and_grad':
      return [[TINY.rows, TINY.features], [TINY.rows], [TINY.features, 1], []];
    case 'hessian_64':
      return [
        [VARIABLES, VARIABLES],
        [VARIABLES, 1],
      ];
    case 'mlp_step_256':
      return [[rows, inputs], [rows, classes], [inputs, hidden], [hidden], [hidden, classes], [classes]];
    default:
      return [];
  }
}

function chain(x: Tensor): Tensor {
  return tf.add(tf.mul(tf.tanh(x), tf.exp(tf.neg(tf.square(x)))), tf.sin(tf.mul(x, 3)));
}

/** A function and its first four derivatives, at many points. */
function derivatives(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor[] {
  const orders = [f];
  for (let k = 1; k <= 4; k++) orders.push(tf.grad(orders[k - 1]!));
  return (x) => orders.map((g) => g(x));
}

/** The k-th new function. */
function plotted(k: number): (x: Tensor) => Tensor {
  const [a, b] = plotFactors(k);
  return (x) => tf.add(tf.mul(tf.tanh(tf.mul(x, a)), tf.exp(tf.mul(tf.square(x), -a))), tf.sin(tf.mul(x, b)));
}

/** The logarithm of the likelihood of each row, negative. */
function logLoss(x: Tensor, y: Tensor, w: Tensor, b: Tensor): Tensor {
  const p = tf.sigmoid(tf.add(tf.reshape(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), [-1]), b));
  return tf.neg(tf.log(tf.add(tf.mul(p, y), tf.mul(tf.sub(1, p), tf.sub(1, y)))));
}

function crossEntropy(x: Tensor, y: Tensor, [w1, b1, w2, b2]: Tensor[]): tf.Scalar {
  const hidden = tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, w1 as tf.Tensor2D), b1!));
  const logits = tf.add(tf.matMul(hidden as tf.Tensor2D, w2 as tf.Tensor2D), b2!);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), y), 1)));
}

/** Loss and parameters after a step of gradient descent. */
function descend(loss: (parameters: Tensor[]) => tf.Scalar, parameters: Tensor[], rate: number): Tensor[] {
  const { value, grads } = tf.valueAndGrads((...p: Tensor[]) => loss(p))(parameters);
  return [value, ...parameters.map((p, i) => tf.sub(p, tf.mul(grads[i]!, rate)))];
}

const programs: Record<Exclude<ProgramName, 'plot_first_result'>, (...inputs: any[]) => Tensor[]> = {
  chain_1e6: (x) => [chain(x)],
  grad_chain_1e6: (x) => [tf.grad((x) => tf.sum(chain(x)))(x)],
  jet4_tanh_1e5: derivatives(tf.tanh),
  matmul_512: (a, b) => [tf.matMul(a, b)],
  matmul_1024: (a, b) => [tf.matMul(a, b)],
  logreg_step_1e5x32: (x, y, ...parameters) =>
    descend(([w, b]) => tf.mean(logLoss(x, y, w!, b!)), parameters, RATE),
  tiny_value_and_grad: (x, y, ...parameters) => {
    const loss = (w: Tensor, b: Tensor): tf.Scalar => tf.sum(logLoss(x, y, w, b));
    const { value, grads } = tf.valueAndGrads(loss as (...p: Tensor[]) => tf.Scalar)(parameters);
    return [value, ...grads];
  },
  sum_1e6: (x) => [tf.sum(x)],
  hessian_64(a, x) {
    const gradient = tf.grad((x) => tf.sum(tf.square(tf.tanh(tf.matMul(a, x as tf.Tensor2D)))));
    // Reverse over reverse, a row at a time: the library knows no Hessian and no vectorizing map.
    const rows = Array.from({ length: VARIABLES }, (_, i) => {
      const unit = tf.cast(tf.reshape(tf.oneHot(i, VARIABLES), [VARIABLES, 1]), 'float32');
      return tf.grad((x) => tf.sum(tf.mul(gradient(x), unit)))(x);
    });
    return [tf.concat(rows, 1)];
  },
  mlp_step_256: (x, y, ...parameters) => descend((p) => crossEntropy(x, y, p), parameters, NETWORK.rate),
};
