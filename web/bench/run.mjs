/**
 * `make bench`: opens the benchmark's page as it lies in dist/ in a headless Chromium, runs it, prints the table, and
 * writes out/bench.json, and the README's table to out/bench.md. outcome.mjs names the options.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { begin, given, say, tell } from './outcome.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.join(here, '../../dist');
const limits = path.join(here, '../../.build/limits');

const types = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves the site, isolated from other origins so that threads can share memory, and the limit's kernels beside it. */
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const folder = pathname.startsWith('/limits') ? limits : site;
  const file = path.join(folder, path.normalize(pathname));
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  createReadStream(file).pipe(response);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const launch = (...more) =>
  chromium.launch({
    ...(process.env.CHROMIUM && { executablePath: process.env.CHROMIUM }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--js-flags=--expose-gc',
      '--enable-unsafe-webgpu',
      ...more,
    ],
  });

/** Opens the page. */
async function open(browser) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/bench.html`);
  await page.waitForFunction(() => 'benchmark' in window);
  return page;
}

let browser = await launch();
try {
  let page = await open(browser);
  // Where there is no GPU, a program stands in, which is good for seeing that the results are right.
  if (!(await page.evaluate(() => window.benchmark.findGpu()))) {
    await browser.close();
    browser = await launch('--use-webgpu-adapter=swiftshader');
    page = await open(browser);
  }
  page.on('pageerror', ({ message }) => console.error(message));
  await page.exposeFunction('say', say);
  const withLimit = existsSync(path.join(limits, 'limits.wasm'));
  const run = begin();
  const { cases, versions, gpu, settings } = await page.evaluate(
    async ([given, limit]) => {
      const { choices, defaults, findGpu, run } = window.benchmark;
      const chosen = { ...defaults, ...choices(await findGpu()) };
      const contestants = [...chosen.contestants, ...(limit ? ['limit'] : [])];
      const settings = { ...chosen, contestants, ...given };
      const outcome = await run(settings, ({ done, what }) => window.say(done, what));
      return { ...outcome, settings };
    },
    [given(), withLimit],
  );
  const result = {
    ...run.end(),
    browser: `Chromium ${browser.version()}`,
    versions,
    gpu,
    settings,
    cases,
  };
  const { text, table } = await page.evaluate((all) => {
    const { markdown, plainText } = window.benchmark;
    return { text: plainText(all), table: markdown(all) };
  }, result);
  tell('bench', result, text, table);
} finally {
  await browser.close();
  server.close();
}
