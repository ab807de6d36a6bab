/** Makes a thread of Node.js a worker as pages know them, and runs its script. */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';

const listeners = new Map();
Object.assign(globalThis, {
  self: globalThis,
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  addEventListener(type, listener, options) {
    if (type !== 'message') return;
    const receive = (data) => listener({ data });
    listeners.set(listener, receive);
    parentPort[options?.once ? 'once' : 'on']('message', receive);
  },
  removeEventListener: (_type, listener) => parentPort.off('message', listeners.get(listener)),
});

// Libraries ask which browser they are in.
navigator.userAgent ??= `Node.js/${process.versions.node}`;

// Node.js fetches no files.
const { fetch } = globalThis;
globalThis.fetch = async (url, ...rest) =>
  String(url).startsWith('file:') ? new Response(await readFile(new URL(url))) : fetch(url, ...rest);

await import(workerData);
