// Gives Node.js what browsers have as navigator.gpu: Dawn, the implementation in Chromium. It is loaded with --import,
// as .ci/webgpu.sh does.
import { availableParallelism } from 'node:os';
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
if (!globalThis.navigator) {
  Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: availableParallelism() } });
}
Object.defineProperty(navigator, 'gpu', { value: create([]), configurable: true });
