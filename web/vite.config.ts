import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  // Relative URLs throughout, so that the built site works from any sub-path of any static host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // The WebAssembly modules are built by the Makefile, outside the page's root.
  server: { fs: { allow: ['..'] } },
  worker: {
    format: 'es',
    plugins: () => [selfContainedThreads()],
    // Only the benchmark's worker has chunks.
    rolldownOptions: { output: { chunkFileNames: 'assets/bench-[name]-[hash].js' } },
  },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // The notebook's chunk holds an editor, and comes only when it is opened.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', bench: 'bench.html', canvas: 'canvas.html', sw: 'src/sw.ts' },
      output: {
        // The service worker's scope is the folder that it lies in, and its name must stay the same.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  plugins: [woff2Only(), licenses(), offlineFiles()],
});

/** Every browser that runs WebAssembly reads woff2: drops KaTeX's fonts in older formats. */
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('katex.min.css')) return null;
      return code.replace(/,url\([^)]*\) format\("(?:woff|truetype)"\)/g, '');
    },
  };
}

/** Ships the licences of the libraries that the benchmark compares with, as these demand. */
function licenses(): Plugin {
  const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
  return {
    name: 'licenses',
    apply: 'build',
    generateBundle() {
      const source = [
        'jax-js (@jax-js/jax)',
        read('node_modules/@jax-js/jax/LICENSE'),
        'TensorFlow.js (@tensorflow/tfjs-core, tfjs-backend-cpu, tfjs-backend-wasm)\nCopyright Google LLC\n',
        read('../LICENSE'), // the Apache licence, which the packages only name
      ].join('\n');
      this.emitFile({ type: 'asset', fileName: 'bench-licenses.txt', source });
    },
  };
}

/**
 * TensorFlow.js starts its threads with the source text of a function, which must mention nothing outside of it. It
 * guards its one outer variable with typeof, but the minifier sees that the guard is always true.
 */
function selfContainedThreads(): Plugin {
  return {
    name: 'self-contained-threads',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('tfjs-backend-wasm-threaded-simd.js')) return null;
      return code
        .replace('if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}', '')
        .replace('||_scriptDir,', ',');
    },
  };
}

/** How the names of files begin that a visitor may never need: the service worker keeps them once they were used. */
const LATER = ['assets/program-'];

/** How the names of files begin that it does not keep: a benchmark wants no visitor's room. */
const NEVER = ['bench', 'assets/bench', 'assets/tfjs'];

/** Tells the service worker which files to keep, and names the set, so that a changed file makes a new set. */
function offlineFiles(): Plugin {
  return {
    name: 'offline-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const hash = createHash('sha256');
      const bundled = Object.values(bundle)
        .filter(({ fileName }) => fileName !== 'sw.js')
        .sort((a, b) => a.fileName.localeCompare(b.fileName));
      for (const file of bundled) hash.update(file.type === 'asset' ? file.source : file.code);
      const names = bundled
        .map(({ fileName }) => fileName)
        .filter((name) => !NEVER.some((beginning) => name.startsWith(beginning)));
      const isLater = (name: string): boolean => LATER.some((beginning) => name.startsWith(beginning));
      const list = {
        version: hash.digest('hex').slice(0, 16),
        // index.html is kept under the name by which it is asked for.
        files: names
          .filter((name) => !isLater(name))
          .map((name) => (name === 'index.html' ? './' : name))
          .concat('icon.svg'),
        later: LATER.map((beginning) => ({
          beginning,
          file: names.find((name) => name.startsWith(beginning)),
        })),
      };
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('the build made no service worker');
      worker.code = `const OFFLINE = ${JSON.stringify(list)};\n${worker.code}`;
    },
  };
}
