/**
 * `make bench-node`: the benchmark's GPU contestants, and Fluxion on one thread beside them, in Node.js, whose WebGPU is
 * that of Chromium: .ci/webgpu.sh gives it the machine's GPU, or a program that stands in. Prints the table and writes
 * out/bench-node.json. outcome.mjs names the options.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker as Thread } from 'node:worker_threads';
import { build } from 'vite';
import { begin, given, say, tell } from './outcome.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const bundles = mkdtempSync(path.join(here, '../../.build/bench-node-'));

/** The scripts, by the name of the file that starts a worker with them. */
const scripts = {
  'node-entry': path.join(here, 'node-entry.ts'),
  'bench-worker': path.join(here, 'bench-worker.ts'),
  'bench-reference': path.join(here, 'bench-reference.ts'),
  worker: path.join(here, '../src/engine/worker.ts'),
};

/** Where a page would load a file from the site, this reads it where it lies. */
const files = {
  name: 'files',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('?url')) return null;
    const found = await this.resolve(source.slice(0, -'?url'.length), importer, { skipSelf: true });
    return found && `\0file:${found.id}`;
  },
  load: (id) =>
    id.startsWith('\0file:')
      ? `export default ${JSON.stringify(pathToFileURL(id.slice('\0file:'.length)).href)};`
      : null,
};

/** A worker as pages know them, on a thread of Node.js. */
class Worker {
  #thread;

  constructor(url) {
    const script = path.join(bundles, `${path.parse(fileURLToPath(url)).name}.mjs`);
    this.#thread = new Thread(path.join(here, 'node-worker.mjs'), { workerData: pathToFileURL(script).href });
    this.#thread.on('message', (data) => this.onmessage?.({ data }));
    this.#thread.on('error', (error) => this.onerror?.({ message: String(error) }));
  }

  postMessage(message, transfer) {
    this.#thread.postMessage(message, transfer);
  }

  terminate() {
    void this.#thread.terminate();
  }
}

try {
  await build({
    configFile: false,
    root: path.join(here, '..'),
    logLevel: 'warn',
    plugins: [files],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: bundles,
      target: 'es2022',
      rolldownOptions: { input: scripts, output: { entryFileNames: '[name].mjs' } },
    },
  });
  globalThis.Worker = Worker;
  const { fetch } = globalThis;
  globalThis.fetch = async (url, ...rest) =>
    String(url).startsWith('file:') ? new Response(await readFile(new URL(url))) : fetch(url, ...rest);
  const { DEFAULTS, findGpu, markdown, plainText, runSuite } = await import(
    pathToFileURL(path.join(bundles, 'node-entry.mjs')).href
  );
  const gpu = await findGpu();
  if (!gpu) throw new Error('there is no WebGPU here: run this through .ci/webgpu.sh');
  const settings = {
    ...DEFAULTS,
    contestants: ['fluxion-wasm-1', 'fluxion-webgpu', 'jax-js-webgpu', 'limit-webgpu'],
    // The clock of Node.js is exact.
    sample: 4,
    ...given(),
  };
  const run = begin();
  const outcome = await runSuite(settings, ({ done, what }) => say(done, what));
  const result = { ...run.end(), browser: `Node.js ${process.versions.node}`, settings, ...outcome };
  tell('bench-node', result, plainText(result), markdown(result));
} finally {
  rmSync(bundles, { recursive: true });
}
process.exit(); // the GPU's threads go on
