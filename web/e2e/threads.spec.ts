/** Large programs compute on several threads where the page is isolated from other origins, and everywhere else on one. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { canvasPaints, firstCurve, open } from './page';

/**
 * A training of a layer, a product of matrices and long sums, whose results are whole numbers: the same on any number of
 * threads. The pauses let the other threads start.
 */
const SOURCE = `
import jax, jax.numpy as jnp, time

@jax.jit
def large(x, w):
    y = x @ w
    return jnp.sign(x.T @ y), jnp.sum(jnp.sign(y)), jnp.max(y, axis=1).sum()

x = jnp.asarray((jnp.arange(1200 * 300) * 79 % 11 - 5).reshape(1200, 300), jnp.float32)
w = jnp.eye(300, dtype=jnp.float32)
for step in range(4):
    w, total, most = large(x, w)
    time.sleep(0.3)
print(int(w.sum()), int(total), int(most))
`;

const EXPECTED = '-8176 24 981819\n';

interface Ran {
  printed: string;
  threads: number;
}

function run(page: Page): Promise<Ran> {
  return page.evaluate(async (source) => {
    const { ok, outputs, profile } = await window.fluxion.run(source, { name: 'cell' });
    const printed = outputs.map((output) => (output.kind === 'stream' ? output.text : '')).join('');
    if (!ok) throw new Error(JSON.stringify(outputs));
    return { printed, threads: Math.max(...profile.map(({ threads }) => threads)) };
  }, SOURCE);
}

const isIsolated = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);

/** The site on a host that sends no headers of ours, as most static hosts. */
async function plainHost(): Promise<{ server: Server; url: string }> {
  const site = fileURLToPath(new URL('../../dist', import.meta.url));
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.wasm': 'application/wasm',
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://host');
    const file = join(site, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('large programs run on several threads, and the canvas still paints', async ({ page }) => {
  await open(page);
  expect(await isIsolated(page)).toBe(true);
  const { printed, threads } = await run(page);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(threads).toBe(Math.min(cores, 8));
  expect(printed).toBe(EXPECTED);
  await canvasPaints(page);
});

test('on a host without headers the second visit is isolated', async ({ browser }) => {
  const { server, url } = await plainHost();
  const context = await browser.newContext({ serviceWorkers: 'allow', baseURL: url });
  const page = await context.newPage();
  await open(page);
  expect(await isIsolated(page)).toBe(false);
  expect(await run(page)).toEqual({ printed: EXPECTED, threads: 1 });
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.goto('./');
  await firstCurve(page);
  expect(await isIsolated(page)).toBe(true);
  const { printed, threads } = await run(page);
  expect(threads).toBeGreaterThan(1);
  expect(printed).toBe(EXPECTED);
  await canvasPaints(page);
  await context.close();
  server.close();
});
