// Gives Node.js what browsers have as navigator.gpu: Dawn, the implementation in Chromium. It is loaded with --import,
// as .ci/webgpu.sh does. GPU_BACKEND=null is a GPU that checks all shaders, of every feature, and computes nothing.
import { availableParallelism } from 'node:os';
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
if (!globalThis.navigator) {
  Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: availableParallelism() } });
}
const backend = process.env.GPU_BACKEND;
Object.defineProperty(navigator, 'gpu', {
  value: create(backend ? [`backend=${backend}`] : []),
  configurable: true,
});
