/** The script of canvas.html: runs the painter, or says why it cannot. */
import '../../.build/wasm/wasm_exec.js';
import wasmUrl from '../../.build/wasm/canvas.wasm?url';
import type { FromCanvas } from './protocol';

function report(message: FromCanvas): void {
  window.parent.postMessage(message, window.location.origin);
}

async function paint(): Promise<never> {
  if (!document.createElement('canvas').getContext('webgl2')) throw new Error('this browser has no WebGL 2');
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const go = new Go();
  const streams = response.headers.get('Content-Type')?.startsWith('application/wasm');
  const { instance } = streams
    ? await WebAssembly.instantiateStreaming(response, go.importObject)
    : await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
  await go.run(instance);
  throw new Error('the canvas ended');
}

paint().catch((error: unknown) =>
  report({ type: 'canvas-error', message: error instanceof Error ? error.message : String(error) }),
);
