import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { CaseName } from '../bench/cases';
import type { ContestantName } from '../bench/contestants';

async function openBenchmark(page: Page): Promise<void> {
  await page.goto('./bench.html');
  await expect(page.getByRole('button', { name: 'Run' })).toBeEnabled();
}

/** Lets the page's own runs be of one case, and short. */
async function shorten(page: Page, name: CaseName): Promise<void> {
  await page.evaluate(
    (only) => Object.assign(window.benchmark.defaults, { cases: [only], turn: 1, warm: 1, sample: 1 }),
    name,
  );
}

test('every case runs, and its results are right', async ({ page }) => {
  await openBenchmark(page);
  const { cases, names } = await page.evaluate(async () => {
    const { defaults, run } = window.benchmark;
    const contestants: ContestantName[] = ['fluxion-wasm-1', 'js'];
    const outcome = await run({ ...defaults, contestants, rounds: 1, turn: 1, warm: 1, sample: 1 }, () => {});
    return { cases: outcome.cases, names: defaults.cases };
  });
  expect(names).toHaveLength(11);
  for (const name of names) {
    for (const who of ['fluxion-wasm-1', 'js'] as const) {
      const score = cases[name]![who]!;
      // What runs but a few times may stay in loops of Go.
      expect(score.note ?? '', `${who}, ${name}`).toMatch(/^$|^in loops of Go: the program$/);
      expect(score.ms, `${who}, ${name}`).toBeGreaterThan(0);
      // Three programs, one of them the reference, agree as far as float32 allows.
      expect(score.error, `${who}, ${name}`).toBeLessThan(2e-5);
    }
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a visitor runs it in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await openBenchmark(page);
    expect(asked.filter((path) => /jax|tfjs|\.wasm/.test(path))).toEqual([]);
    await shorten(page, 'tiny_value_and_grad');
    await page.getByRole('button', { name: 'Run' }).click();
    await expect(page.getByRole('status')).toHaveText('Done.');

    const table = page.getByRole('table', { name: 'tiny_value_and_grad' });
    const isolated = await page.evaluate(() => crossOriginIsolated);
    for (const [who, single] of [
      ['Fluxion, 1 thread', true],
      ['Fluxion, all threads', false],
      ['jax-js, 1 thread', true],
      ['jax-js, all threads', false],
      ['TensorFlow.js', true],
      ['JavaScript by hand', true],
    ] as const) {
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: who }) });
      await expect(row).toContainText(
        single || isolated ? /\d (ms|µs|s)/ : 'no memory that threads can share',
      );
      await expect(row).not.toContainText('wrong');
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
      [],
    );

    await page.setViewportSize({ width: 320, height: 640 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as JSON' }).click();
    expect((await download).suggestedFilename()).toBe('bench.json');
  });
}

test('a run can be stopped, and begun again', async ({ page }) => {
  await openBenchmark(page);
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.locator('.bench-progress')).toContainText('chain_1e6');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status')).toHaveText('Stopped.');
  await shorten(page, 'sum_1e6');
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('table', { name: 'sum_1e6' })).toBeVisible();
});

test('the page leads to it, and it leads back', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'Benchmark' }).click();
  await expect(page.getByRole('heading', { name: 'Benchmark' })).toBeVisible();
  await page.getByRole('link', { name: 'Fluxion' }).click();
  await expect(page.getByRole('tab', { name: 'Plot' })).toBeVisible();
});

test('visits without a network do not keep it', async ({ request }) => {
  const worker = await (await request.get('./sw.js')).text();
  expect(worker).toContain('assets/worker');
  expect(worker).not.toContain('bench');
  expect(worker).not.toContain('tfjs');
});
