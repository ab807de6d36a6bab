/** Who takes part: their names, and what they need of the page. */
import type { Device } from './contestants/contestant';

/** Those that compute on the processor. */
export const ON_PROCESSOR = [
  'fluxion-wasm-1',
  'fluxion-wasm-n',
  'jax-js-1',
  'jax-js-n',
  'tfjs',
  'js',
  'limit',
] as const;

/** Those that need WebGPU. */
export const ON_GPU = ['fluxion-webgpu', 'jax-js-webgpu', 'limit-webgpu'] as const;

export const CONTESTANTS = [...ON_PROCESSOR, ...ON_GPU] as const;

export type ContestantName = (typeof CONTESTANTS)[number];

export const LABELS: Record<ContestantName, string> = {
  'fluxion-wasm-1': 'Fluxion, 1 thread',
  'fluxion-wasm-n': 'Fluxion, all threads',
  'jax-js-1': 'jax-js, 1 thread',
  'jax-js-n': 'jax-js, all threads',
  tfjs: 'TensorFlow.js',
  js: 'JavaScript by hand',
  limit: 'C by hand (the limit)',
  'fluxion-webgpu': 'Fluxion on WebGPU',
  'jax-js-webgpu': 'jax-js on WebGPU',
  'limit-webgpu': 'copying as much (the limit)',
};

/** The scripts of those that are not Go programs; each is loaded when it first takes part. */
export type ScriptName = 'jax' | 'tfjs' | 'js' | 'limit' | 'copy';

export function scriptOf(name: ContestantName): ScriptName | undefined {
  switch (name) {
    case 'fluxion-wasm-1':
    case 'fluxion-wasm-n':
    case 'fluxion-webgpu':
      return undefined;
    case 'jax-js-1':
    case 'jax-js-n':
    case 'jax-js-webgpu':
      return 'jax';
    case 'limit-webgpu':
      return 'copy';
    default:
      return name;
  }
}

/** What it computes on. */
export function deviceOf(name: ContestantName): Device {
  return (ON_GPU as readonly ContestantName[]).includes(name) ? 'gpu' : 'cpu';
}

/** Whether it is told to compute on one thread, where it could on more. */
export function isSingle(name: ContestantName): boolean {
  return name === 'fluxion-wasm-1' || name === 'jax-js-1';
}

/** Whether it makes sense only where memory can be shared between threads. */
export function needsIsolation(name: ContestantName): boolean {
  return name === 'fluxion-wasm-n' || name === 'jax-js-n';
}

/** Whether it takes part in the large cases: on one thread they would take minutes. */
export function isForLarge(name: ContestantName): boolean {
  return name === 'fluxion-wasm-n' || deviceOf(name) === 'gpu';
}
