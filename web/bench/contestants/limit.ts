/** The kernels of limits.c, which `make bench` compiles and serves beside the page. */
import { FEATURES, matrixSize, programOf, RATE, type CaseName } from '../cases';
import type { Call, Contestant } from './contestant';

interface Kernels {
  chain(x: number, y: number, n: number): void;
  gradChain(x: number, y: number, n: number): void;
  tanhDerivatives(x: number, y: number, n: number): void;
  sum(x: number, n: number): number;
  logistic(x: number, y: number, w: number, b: number, out: number, rows: number): void;
  multiply(a: number, b: number, c: number, panel: number, n: number): void;
}

const PAGE = 65_536;
/** The kernels' stack and constants lie in front of this address. */
const FIRST = 1 << 20;

const memory = new WebAssembly.Memory({ initial: FIRST / PAGE });
let kernels: Kernels;

export async function start(): Promise<Contestant> {
  // Fused multiply-adds are not in every browser.
  for (const file of ['limits-relaxed.wasm', 'limits.wasm']) {
    const code = await (await fetch(`/${file}`)).arrayBuffer();
    if (!WebAssembly.validate(code)) continue;
    const { instance } = await WebAssembly.instantiate(code, { env: { memory } });
    kernels = instance.exports as unknown as Kernels;
    return { version: '', threads: 1, prepare };
  }
  throw new Error('the kernels do not run here');
}

/** Memory handed out from FIRST on, 64 bytes aligned; a new case begins again. */
let next = FIRST;

function take(length: number): number {
  const at = next;
  next += Math.ceil((4 * length) / 64) * 64;
  const missing = next - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return at;
}

function give(values: Float32Array): number {
  const at = take(values.length);
  view(at, values.length).set(values);
  return at;
}

function view(at: number, length: number): Float32Array {
  return new Float32Array(memory.buffer, at, length);
}

function prepare(name: CaseName, data: Float32Array[]): Call {
  next = FIRST;
  const n = data[0]!.length;
  switch (programOf(name)) {
    case 'chain_1e6':
      return into(n, give(data[0]!), (x, y) => kernels.chain(x, y, n));
    case 'grad_chain_1e6':
      return into(n, give(data[0]!), (x, y) => kernels.gradChain(x, y, n));
    case 'jet4_tanh_1e5':
      return into(5 * n, give(data[0]!), (x, y) => kernels.tanhDerivatives(x, y, n));
    case 'sum_1e6': {
      const x = give(data[0]!);
      return {
        run: () => void kernels.sum(x, n),
        results: () => [Float32Array.of(kernels.sum(x, n))],
        dispose() {},
      };
    }
    case 'matmul_512':
    case 'matmul_1024': {
      const size = matrixSize(name);
      const b = give(data[1]!);
      const panel = take(8 * size);
      return into(n, give(data[0]!), (a, c) => kernels.multiply(a, b, c, panel, size));
    }
    case 'logreg_step_1e5x32':
      return logisticStep(data);
    default:
      throw new Error('not written by hand');
  }
}

function into(length: number, x: number, kernel: (x: number, y: number) => void): Call {
  const y = take(length);
  const run = (): void => kernel(x, y);
  return {
    run,
    results() {
      run();
      return [view(y, length).slice()];
    },
    dispose() {},
  };
}

function logisticStep([rows, labels, w0, b0]: Float32Array[]): Call {
  const n = labels!.length;
  const [x, y, w, out] = [give(rows!), give(labels!), give(w0!), take(FEATURES + 2)];
  const weights = view(w, FEATURES);
  const sums = view(out, FEATURES + 2);
  let b = b0![0]!;
  const run = (): void => {
    kernels.logistic(x, y, w, b, out, n);
    for (let j = 0; j < FEATURES; j++) weights[j]! -= (RATE * sums[j]!) / n;
    b -= (RATE * sums[FEATURES]!) / n;
  };
  return {
    run,
    results() {
      weights.set(w0!);
      b = b0![0]!;
      run();
      return [Float32Array.of(sums[FEATURES + 1]! / n), weights.slice(), Float32Array.of(b)];
    },
    dispose() {},
  };
}
