/**
 * What a GPU takes to copy a case's data: as it has to read and write as many bytes to compute the case, that is the limit
 * where memory is what it waits for. It computes nothing.
 */
import { programOf, type CaseName } from '../cases';
import type { Call, Contestant } from './contestant';

let gpu: GPUDevice;

export async function start(): Promise<Contestant> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('there is no WebGPU here');
  const { maxBufferSize } = adapter.limits;
  gpu = await adapter.requestDevice({ requiredLimits: { maxBufferSize } });
  return { version: '', threads: 1, prepare };
}

function prepare(name: CaseName, [data]: Float32Array<ArrayBuffer>[]): Call {
  const program = programOf(name);
  if (program !== 'chain_1e6' && program !== 'grad_chain_1e6') throw new Error('copies only');
  const size = data!.byteLength;
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const [from, to] = [gpu.createBuffer({ size, usage }), gpu.createBuffer({ size, usage })];
  gpu.queue.writeBuffer(from, 0, data!);
  return {
    run() {
      const encoder = gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(from, 0, to, 0, size);
      gpu.queue.submit([encoder.finish()]);
    },
    settle: () => gpu.queue.onSubmittedWorkDone().then(() => {}),
    results: () => [data!],
    dispose() {
      from.destroy();
      to.destroy();
    },
  };
}
