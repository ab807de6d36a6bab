/** jax-js on its WebAssembly device, with threads where there is a SharedArrayBuffer and without where there is none, or on WebGPU. */
import * as jax from '@jax-js/jax';
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
import { measure, type Call, type Contestant, type Device } from './contestant';

const { grad, hessian, jit, nn, numpy: np, tree, valueAndGrad, vmap } = jax;

type Tensor = jax.Array;
type Program = (...inputs: Tensor[]) => Tensor[];

/** How results are waited for: each call's, those of some calls together, or at once when their values are read. */
type Mode = 'each' | 'several' | 'at once';

/** How many calls are waited for together. */
const SEVERAL = 8;

let modes: Mode[] = ['each', 'at once'];

export async function start(device: Device): Promise<Contestant> {
  const name = device === 'gpu' ? 'webgpu' : 'wasm';
  if (!(await jax.init(name)).includes(name)) throw new Error(`it finds no ${name} here`);
  jax.defaultDevice(name);
  // To read every result would copy it from the GPU.
  if (device === 'gpu') modes = ['each', 'several'];
  const threads =
    device === 'gpu' || typeof SharedArrayBuffer === 'undefined' ? 1 : navigator.hardwareConcurrency;
  return { version: '0.1.25', threads, prepare };
}

async function prepare(name: CaseName, data: Float32Array<ArrayBuffer>[]): Promise<Call> {
  const inputs = data.map((values, i) => np.array(values, { shape: shapes(name)[i] ?? [values.length] }));
  await jax.blockUntilReady(inputs);
  return {
    ...(await faster(modes.map((mode) => makeCall(name, inputs, mode)))),
    dispose: () => tree.dispose(inputs),
  };
}

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
      return [[rowsOf(name), FEATURES], [rowsOf(name)], [FEATURES], []];
    case 'tiny_value_and_grad':
      return [[TINY.rows, TINY.features], [TINY.rows], [TINY.features], []];
    case 'hessian_64':
      return [[VARIABLES, VARIABLES], [VARIABLES]];
    case 'mlp_step_256':
      return [[rows, inputs], [rows, classes], [inputs, hidden], [hidden], [hidden, classes], [classes]];
    default:
      return [];
  }
}

/**
 * The library computes in several ways: awaited, which uses its threads and costs some messages, or at once on the thread
 * that asks, when the values are read. It competes in the one that is the fastest for the case.
 */
async function faster(calls: Call[]): Promise<Call> {
  const times: number[] = [];
  for (const call of calls) {
    await measure(call, 3);
    times.push(Math.min(await measure(call, 2), await measure(call, 2), await measure(call, 2)));
  }
  return calls[times.indexOf(Math.min(...times))]!;
}

function makeCall(name: CaseName, inputs: Tensor[], mode: Mode): Call {
  const read = async (results: Tensor[]): Promise<Float32Array[]> =>
    (await Promise.all(results.map((r) => r.data()))) as Float32Array[];
  let waiting: Tensor[] = [];
  const settle = async (): Promise<void> => {
    const results = waiting;
    waiting = [];
    await jax.blockUntilReady(results);
    tree.dispose(results);
  };
  const finish = (results: Tensor[]): void | Promise<void> => {
    if (mode === 'at once') {
      for (const r of results) r.dataSync();
      return;
    }
    waiting.push(...results);
    if (mode === 'each' || waiting.length >= SEVERAL * results.length) return settle();
  };
  const again = (): Tensor[] => inputs.map((x) => x.ref);

  const which = programOf(name);
  if (which === 'plot_first_result') {
    let k = 0;
    const first = (index: number): Tensor[] => plot(index)(inputs[0]!.ref);
    return { run: () => finish(first(++k)), settle, results: () => read(first(0)), dispose() {} };
  }
  const program = jit(programs[which]) as unknown as Program;
  const fixed = stateless(which);
  if (fixed === undefined) {
    return {
      run: () => finish(program(...again())),
      settle,
      results: () => read(program(...again())),
      dispose() {},
    };
  }
  // What a step returns after the loss takes the place of its last inputs.
  let state = again().slice(fixed);
  const step = (): Tensor[] => {
    const [loss, ...next] = program(...inputs.slice(0, fixed).map((x) => x.ref), ...state);
    state = next.map((x) => x.ref);
    return [loss!, ...next];
  };
  return {
    run: () => finish(step()),
    settle,
    results() {
      tree.dispose(state);
      state = again().slice(fixed);
      return read(step());
    },
    dispose: () => tree.dispose(state),
  };
}

/** How many of the inputs of a step stay as they are. */
function stateless(name: ProgramName): number | undefined {
  return name === 'logreg_step_1e5x32' || name === 'mlp_step_256' ? 2 : undefined;
}

const chain = (x: Tensor): Tensor =>
  np
    .tanh(x.ref)
    .mul(np.exp(np.negative(np.square(x.ref))))
    .add(np.sin(x.mul(3)));

/** A function and its first four derivatives, at many points. */
function derivatives(f: (x: Tensor) => Tensor): Program {
  const orders = [f];
  for (let k = 1; k <= 4; k++) orders.push(grad(orders[k - 1]!));
  return (x) => orders.map((g) => vmap(g)(x!.ref)).concat(x!.dispose() ?? []);
}

/** Compiles the k-th new function. */
function plot(k: number): Program {
  const [a, b] = plotFactors(k);
  return jit(
    derivatives((x) =>
      np
        .tanh(x.ref.mul(a))
        .mul(np.exp(np.square(x.ref).mul(-a)))
        .add(np.sin(x.mul(b))),
    ),
  ) as unknown as Program;
}

/** The logarithm of the likelihood of each row, negative. */
function logLoss(w: Tensor, b: Tensor, x: Tensor, y: Tensor): Tensor {
  const p = nn.sigmoid(np.dot(x, w).add(b));
  const likelihood = p.ref.mul(y.ref).add(np.subtract(1, p).mul(np.subtract(1, y)));
  return np.negative(np.log(likelihood));
}

function crossEntropy(w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, x: Tensor, y: Tensor): Tensor {
  const logits = np.dot(np.tanh(np.dot(x, w1).add(b1)), w2).add(b2);
  return np.negative(np.mean(np.sum(nn.logSoftmax(logits, 1).mul(y), 1)));
}

const programs: Record<Exclude<ProgramName, 'plot_first_result'>, (...inputs: any[]) => Tensor[]> = {
  chain_1e6: (x) => [chain(x)],
  grad_chain_1e6: (x) => [grad((x: Tensor) => np.sum(chain(x)))(x)],
  jet4_tanh_1e5: derivatives(np.tanh),
  matmul_512: (a, b) => [np.matmul(a, b)],
  matmul_1024: (a, b) => [np.matmul(a, b)],
  logreg_step_1e5x32: (x, y, w, b) => {
    const loss = (w: Tensor, b: Tensor, x: Tensor, y: Tensor): Tensor => np.mean(logLoss(w, b, x, y));
    const [value, [dw, db]] = valueAndGrad(loss, { argnums: [0, 1] })(w.ref, b.ref, x, y);
    return [value, w.sub(dw!.mul(RATE)), b.sub(db!.mul(RATE))];
  },
  tiny_value_and_grad: (x, y, w, b) => {
    const loss = (w: Tensor, b: Tensor, x: Tensor, y: Tensor): Tensor => np.sum(logLoss(w, b, x, y));
    const [value, gradient] = valueAndGrad(loss, { argnums: [0, 1] })(w, b, x, y);
    return [value, ...gradient];
  },
  sum_1e6: (x) => [np.sum(x)],
  hessian_64: (a, x) => {
    const f = (x: Tensor): Tensor => np.sum(np.square(np.tanh(np.dot(a.ref, x))));
    const h = hessian(f)(x);
    a.dispose();
    return [h];
  },
  mlp_step_256: (x, y, ...parameters: Tensor[]) => {
    const [value, gradient] = valueAndGrad(crossEntropy, { argnums: [0, 1, 2, 3] })(
      ...(parameters.map((p) => p.ref) as [Tensor, Tensor, Tensor, Tensor]),
      x,
      y,
    );
    return [value, ...parameters.map((p, i) => p.sub(gradient[i]!.mul(NETWORK.rate)))];
  },
};
