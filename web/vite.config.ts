import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  // Relative URLs throughout, so that the built site works from any sub-path of any static host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // The WebAssembly modules are built by the Makefile, outside the page's root.
  server: { fs: { allow: ['..'] } },
  worker: { format: 'es' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // The notebook's chunk holds an editor, and comes only when it is opened.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: 'index.html', canvas: 'canvas.html', sw: 'src/sw.ts' },
      output: {
        // The service worker's scope is the folder that it lies in, and its name must stay the same.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  plugins: [woff2Only(), offlineFiles()],
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

/** How the names of files begin that a visitor may never need: the service worker keeps them once they were used. */
const LATER = ['assets/program-'];

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
      const names = bundled.map(({ fileName }) => fileName);
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
