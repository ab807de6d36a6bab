/** Who takes part: their names, and what they need of the page. */

export const CONTESTANTS = [
  'fluxion-wasm-1',
  'fluxion-wasm-n',
  'jax-js-1',
  'jax-js-n',
  'tfjs',
  'js',
  'limit',
] as const;

export type ContestantName = (typeof CONTESTANTS)[number];

export const LABELS: Record<ContestantName, string> = {
  'fluxion-wasm-1': 'Fluxion, 1 thread',
  'fluxion-wasm-n': 'Fluxion, all threads',
  'jax-js-1': 'jax-js, 1 thread',
  'jax-js-n': 'jax-js, all threads',
  tfjs: 'TensorFlow.js',
  js: 'JavaScript by hand',
  limit: 'C by hand (the limit)',
};

/** The scripts of those that are not Go programs; each is loaded when it first takes part. */
export type ScriptName = 'jax' | 'tfjs' | 'js' | 'limit';

export function scriptOf(name: ContestantName): ScriptName | undefined {
  switch (name) {
    case 'fluxion-wasm-1':
    case 'fluxion-wasm-n':
      return undefined;
    case 'jax-js-1':
    case 'jax-js-n':
      return 'jax';
    default:
      return name;
  }
}

/** Whether it is told to compute on one thread, where it could on more. */
export function isSingle(name: ContestantName): boolean {
  return name === 'fluxion-wasm-1' || name === 'jax-js-1';
}

/** Whether it makes sense only where memory can be shared between threads. */
export function needsIsolation(name: ContestantName): boolean {
  return name === 'fluxion-wasm-n' || name === 'jax-js-n';
}
