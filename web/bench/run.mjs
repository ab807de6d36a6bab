/**
 * `make bench`: opens the benchmark's page as it lies in dist/ in a headless Chromium, runs it, prints the table, and
 * writes out/bench.json, and the README's table to out/bench.md. Options: --rounds N, --turn MILLISECONDS, --cases A,B, --contestants A,B.
 */
import { createReadStream, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.join(here, '../../dist');
const limits = path.join(here, '../../.build/limits');

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    turn: { type: 'string' },
    cases: { type: 'string' },
    contestants: { type: 'string' },
  },
});
const options = {};
for (const name of ['rounds', 'turn']) if (values[name]) options[name] = Number(values[name]);
for (const name of ['cases', 'contestants']) if (values[name]) options[name] = values[name].split(',');

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
  let said = '';
  await page.exposeFunction('say', (done, what) => {
    const text = `${Math.floor(100 * done)} % ${what.replace(/, round .*/, '')}`;
    // A line for each contestant in each case, as long as nobody watches a terminal.
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
    else if (what.includes('gets ready') && text !== said) console.error(text);
    said = text;
  });
  const withLimit = existsSync(path.join(limits, 'limits.wasm'));
  const load = os.loadavg()[0];
  const started = Date.now();
  const { cases, versions, gpu, settings } = await page.evaluate(
    async ([given, limit]) => {
      const { choices, defaults, findGpu, run } = window.benchmark;
      const chosen = { ...defaults, ...choices(await findGpu()) };
      const contestants = [...chosen.contestants, ...(limit ? ['limit'] : [])];
      const settings = { ...chosen, contestants, ...given };
      const outcome = await run(settings, ({ done, what }) => window.say(done, what));
      return { ...outcome, settings };
    },
    [options, withLimit],
  );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const result = {
    date: new Date(started).toISOString(),
    seconds: Math.round((Date.now() - started) / 1000),
    machine: {
      cpu: os.cpus()[0].model.trim(),
      cores: os.cpus().length,
      system: `${os.type()} ${os.arch()}`,
      load: [load, os.loadavg()[0]].map((x) => Number(x.toFixed(2))),
    },
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
  const out = path.join(here, 'out');
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'bench.json'), JSON.stringify(result, null, 2) + '\n');
  writeFileSync(path.join(out, 'bench.md'), table);
  console.log(`\n${text}\n\nAll numbers are in web/bench/out/bench.json.`);
} finally {
  await browser.close();
  server.close();
}
