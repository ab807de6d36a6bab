import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { FailureOutput, Output } from '../src/protocol';
import { firstCurve, open } from './page';

interface Ran {
  ok: boolean;
  outputs: Output[];
}

/** Runs a cell to its end. */
function run(page: Page, source: string): Promise<Ran> {
  return page.evaluate((text) => window.fluxion.run(text, { name: 'cell' }), source);
}

/**
 * Runs a cell, waits for its first output, sees that the page and its other worker answer meanwhile, and stops it.
 * Resolves with what it ran to, or with the message of the error that it was rejected with.
 */
function stop(page: Page, source: string): Promise<Ran | string> {
  return page.evaluate(async (text) => {
    const { fluxion } = window;
    const controller = new AbortController();
    let started = (): void => {};
    const running = new Promise<void>((resolve) => (started = resolve));
    const said = fluxion
      .run(text, { onOutput: started, signal: controller.signal })
      .catch((error: Error) => error.message);
    await running;
    await fluxion.trace('x^2', 3, 1);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (fluxion.programs.status.value !== 'running') throw new Error('the program ended by itself');
    controller.abort();
    return said;
  }, source);
}

const text = (outputs: Output[], name = 'stdout'): string =>
  outputs.map((output) => (output.kind === 'stream' && output.name === name ? output.text : '')).join('');

const failure = (outputs: Output[]): FailureOutput | undefined =>
  outputs.find((output) => output.kind === 'error');

test('a program shows its output, and its last value is the result', async ({ page }) => {
  await open(page);
  const source =
    'import sys, time\nprint("one")\ntime.sleep(0.1)\nprint("two")\nprint("no", file=sys.stderr)\n6 * 7';
  expect(await run(page, source)).toMatchObject({
    ok: true,
    outputs: [
      { kind: 'stream', name: 'stdout', text: 'one\ntwo\n' },
      { kind: 'stream', name: 'stderr', text: 'no\n' },
      { kind: 'result', data: { 'text/plain': '42' } },
    ],
  });
  expect((await run(page, 'x = 1')).outputs).toEqual([]);
});

test('an error tells its places', async ({ page }) => {
  await open(page);
  const ran = await run(page, 'def half(n):\n    return n / 0\n\nprint("before")\nhalf(3)');
  expect(ran.ok).toBe(false);
  expect(text(ran.outputs)).toBe('before\n');
  const error = failure(ran.outputs)!;
  expect([error.name, error.value]).toEqual(['ZeroDivisionError', 'division by zero']);
  expect(error.traceback).toContain('File "cell", line 2, in half');
  expect(error.frames.map(({ file, line }) => [file, line])).toEqual([
    ['cell', 5],
    ['cell', 2],
  ]);
  const [outer, inner] = error.frames;
  expect([outer!.column, outer!.endColumn]).toEqual([1, 8]);
  expect([inner!.column, inner!.endColumn]).toEqual([12, 17]);
});

test('the tutorial prints what JAX prints', async ({ page }) => {
  const read = (name: string): Promise<string> =>
    readFile(new URL(`../../wasm/program/testdata/${name}`, import.meta.url), 'utf8');
  await open(page);
  const ran = await run(page, await read('tutorial.py'));
  expect(failure(ran.outputs)).toBeUndefined();
  expect(text(ran.outputs)).toBe(await read('tutorial.expected'));
});

for (const [what, source] of [
  ['an endless loop', 'x = 1\nprint("running")\nwhile True: pass'],
  [
    'an endless loop inside a compiled program',
    'import jax\nx = 1\nprint("running")\njax.jit(lambda y: jax.lax.while_loop(lambda c: c > 0, lambda c: c + 0, y))(1.0)',
  ],
  [
    'a program that ignores the interrupt',
    'x = 1\nprint("running")\nwhile True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass',
  ],
  ['a program that sleeps', 'import time\nx = 1\nprint("running")\ntime.sleep(1000)'],
] as const) {
  test(`${what} is interrupted, and its variables stay`, async ({ page }) => {
    await open(page);
    const stopped = await stop(page, source);
    expect(typeof stopped === 'string' ? stopped : failure(stopped.outputs)?.name).toBe('KeyboardInterrupt');
    const next = await run(page, 'x + 1');
    expect(next.outputs).toEqual([{ kind: 'result', data: { 'text/plain': '2' } }]);
  });
}

test('a program that cannot be interrupted is ended with its worker', async ({ page }) => {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const trap = `self.addEventListener('message', ({ data }) => { if (data.type === 'cancel') for (;;) {} });\n`;
    await route.fulfill({ response, body: trap + (await response.text()) });
  });
  await open(page);
  await page.evaluate(() => {
    window.fluxion.programs.onRestart((reason) => (document.title = reason));
  });
  expect(await stop(page, 'x = 1\nprint("running")\nwhile True: pass')).toContain(
    'was ended; its variables are lost',
  );
  await expect(page).toHaveTitle(/variables are lost/);
  expect(failure((await run(page, 'x')).outputs)?.name).toBe('NameError');
});

test('a program that kills its worker is reported, time and again', async ({ page }) => {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const trap = `self.addEventListener('message', ({ data }) => { if (data.source === 'die') throw new Error('out of memory'); });\n`;
    await route.fulfill({ response, body: trap + (await response.text()) });
  });
  await open(page);
  const reasons = await page.evaluate(async () => {
    const { fluxion } = window;
    const said: string[] = [];
    fluxion.programs.onRestart((reason) => said.push(reason));
    for (let i = 0; i < 4; i++) {
      await fluxion.run('die').catch((error: Error) => said.push(error.message));
    }
    const { ok } = await fluxion.run('1');
    return { said, ok, status: fluxion.programs.status.value };
  });
  const reason = 'the worker died and was restarted (Uncaught Error: out of memory)';
  expect(reasons).toEqual({ said: Array(8).fill(reason), ok: true, status: 'ready' });
});

test('an interpreter that cannot be loaded is given up, and tried again by the next run', async ({
  page,
}) => {
  let broken = true;
  await page.route('**/assets/program-*.wasm', async (route) => {
    if (broken) await route.fulfill({ status: 404, body: '' });
    else await route.continue();
  });
  await open(page);
  const failed = await page.evaluate(async () => {
    const { fluxion } = window;
    const message = await fluxion.run('1').catch((error: Error) => error.message);
    return [message, fluxion.programs.status.value, fluxion.programs.failure.value, fluxion.status.value];
  });
  expect(failed[0]).toContain('The Python interpreter could not be loaded');
  expect(failed.slice(1)).toEqual(['failed', failed[0], 'ready']);
  broken = false;
  expect((await run(page, '1')).ok).toBe(true);
});

test('deep recursion is an error of the program', async ({ page }) => {
  await open(page);
  for (const source of [
    'def f(n): return f(n + 1)\nf(0)',
    'class A:\n    def __init__(self): A()\nA()',
    'f = lambda n: [f(n + 1) for _ in [0]]\nf(0)',
    'import jax\ndef f(x): return jax.grad(f)(x)\nf(1.0)',
  ]) {
    // The second time, the stack of the goroutine need not grow any more.
    for (let i = 0; i < 2; i++) {
      expect(failure((await run(page, source)).outputs)?.name).toBe('RecursionError');
    }
  }
  expect(failure((await run(page, '['.repeat(100_000))).outputs)?.name).toBe('SyntaxError');
  expect((await run(page, `${'-'.repeat(390)}1`)).outputs).toEqual([
    { kind: 'result', data: { 'text/plain': '1' } },
  ]);
});

test('a flood of output freezes nothing', async ({ page }) => {
  await open(page);
  const stopped = await stop(page, 'x = 1\nn = 0\nwhile True:\n    print(n)\n    n += 1');
  expect(typeof stopped === 'string' ? stopped : failure(stopped.outputs)?.name).toBe('KeyboardInterrupt');
  const ran = await run(page, 'for i in range(200_000): print(i)\ni');
  const printed = text(ran.outputs);
  expect(printed.length).toBeLessThan(400_000);
  expect(printed).toContain('characters are left out');
  expect(printed.startsWith('0\n1\n2\n')).toBe(true);
  expect(printed.endsWith('\n199999\n')).toBe(true);
  expect(ran.outputs.at(-1)).toEqual({ kind: 'result', data: { 'text/plain': '199999' } });
});

test('a program that wants too much memory gets an error', async ({ page }) => {
  await open(page);
  const ran = await run(page, 'x = [0]\nwhile True: x = x + x');
  expect(failure(ran.outputs)?.name).toBe('MemoryError');
  expect((await run(page, 'x = 1\nx')).ok).toBe(true);
});

test('programs wait for their turn, and questions do not', async ({ page }) => {
  await open(page);
  const order = await page.evaluate(async () => {
    const said: string[] = [];
    const controller = new AbortController();
    const { fluxion } = window;
    let started = (): void => {};
    const running = new Promise<void>((resolve) => (started = resolve));
    const source = 'import math\nprint("running")\nwhile True: pass';
    const endless = fluxion
      .run(source, { onOutput: started, signal: controller.signal })
      .then(({ ok }) => said.push(`endless ${ok}`));
    const next = fluxion.run('1').then(({ ok }) => said.push(`next ${ok}`));
    await running;
    const { items } = await fluxion.complete('math.sq', 7);
    said.push(items[0]!.label);
    const { found, signature } = await fluxion.inspect('math.sqrt', 9);
    said.push(`${found} ${signature.includes('sqrt(')} ${fluxion.programs.status.value}`);
    controller.abort();
    await Promise.all([endless, next]);
    said.push(fluxion.programs.status.value);
    return said;
  });
  expect(order).toEqual(['sqrt', 'true true running', 'endless false', 'next true', 'ready']);
});

test('a restart rejects what runs and what waits', async ({ page }) => {
  await open(page);
  const said = await page.evaluate(async () => {
    const { fluxion } = window;
    const messages = ['print(1)\nwhile True: pass', 'x = 1'].map((source) =>
      fluxion
        .run(source, { onOutput: () => fluxion.programs.restart() })
        .catch((error: Error) => error.message),
    );
    return Promise.all(messages);
  });
  expect(said).toEqual(['the worker was restarted', 'the worker was restarted']);
  expect(failure((await run(page, 'x')).outputs)?.name).toBe('NameError');
});

test('the interpreter is loaded when it is used, and kept for visits without a network', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'allow', baseURL: baseURL! });
  const page = await context.newPage();
  const kept = (): Promise<boolean> =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys();
        if (requests.some(({ url }) => url.includes('program-'))) return true;
      }
      return false;
    });
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await open(page);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  expect(await kept()).toBe(false);
  expect(asked.filter((url) => url.includes('program-'))).toEqual([]);
  expect((await run(page, '1')).ok).toBe(true);
  await expect.poll(kept).toBe(true);
  await context.setOffline(true);
  await page.goto('./');
  await firstCurve(page);
  expect((await run(page, '1 + 1')).outputs).toEqual([{ kind: 'result', data: { 'text/plain': '2' } }]);
  await context.close();
});
