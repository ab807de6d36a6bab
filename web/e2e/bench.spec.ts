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

test('what runs depends on the GPU, and nothing is told of hardware that is not there', async ({ page }) => {
  await openBenchmark(page);
  const [without, software, hardware] = await page.evaluate(() => {
    const { choices } = window.benchmark;
    return [null, { name: 'a program', software: true }, { name: 'a GPU', software: false }].map((gpu) => {
      const { cases, contestants } = choices(gpu);
      return { cases: cases.length, webgpu: contestants.filter((name) => name.endsWith('webgpu')).length };
    });
  });
  expect(without).toEqual({ cases: 11, webgpu: 0 });
  expect(software).toEqual({ cases: 11, webgpu: 3 });
  expect(hardware).toEqual({ cases: 14, webgpu: 3 });
  const texts = await page.evaluate(() =>
    [null, { name: 'a program', software: true }, { name: 'a GPU', software: false }].map((gpu) => {
      const score = { spread: 0, error: 1e-7, threads: 1, samples: 1 };
      const scores = {
        'fluxion-webgpu': { ...score, ms: 2 },
        'jax-js-webgpu': { ...score, ms: 5 },
        'limit-webgpu': { ...score, ms: 1.8 },
      };
      return window.benchmark.plainText({
        date: '',
        seconds: 0,
        machine: { cpu: '', cores: 1, system: '', load: [0] },
        browser: '',
        versions: {},
        gpu,
        settings: { contestants: ['fluxion-webgpu', 'jax-js-webgpu'], rounds: 1, turn: 1, sample: 1 },
        cases: { matmul_2048: scores, chain_1e7: scores, matmul_512: scores },
      });
    }),
  );
  const verdict = (text: string, name: string): string =>
    text.split('\n').find((line) => line.startsWith(name) && /WebGPU|software/.test(line)) ?? '';
  expect(texts[0]).toContain('WebGPU: no GPU');
  expect(texts[1]).toContain('a software adapter: these times are not those of a GPU');
  for (const text of texts.slice(0, 2)) {
    expect(verdict(text, 'matmul_2048')).toMatch(/–.*not measured: no hardware$/);
    expect(verdict(text, 'chain_1e7')).toMatch(/–.*not measured: no hardware$/);
  }
  expect(verdict(texts[1]!, 'matmul_512')).toMatch(/≥ 1\.0 +2\.5 +reached$/);
  expect(verdict(texts[2]!, 'matmul_2048')).toMatch(/≥ 1\.5 +2\.5 +reached$/);
  expect(verdict(texts[2]!, 'chain_1e7')).toMatch(/≥ 0\.80 +0\.90 +reached$/);
  expect(verdict(texts[2]!, 'logreg_step_1e6x32')).toMatch(/–.*not measured$/);
});

test('on WebGPU the results are right too', async ({ playwright, launchOptions, baseURL }) => {
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  });
  try {
    const page = await browser.newPage({ baseURL: baseURL! });
    await openBenchmark(page);
    const { cases, gpu } = await page.evaluate(async () => {
      const { defaults, run } = window.benchmark;
      const contestants: ContestantName[] = ['fluxion-webgpu', 'jax-js-webgpu', 'limit-webgpu'];
      const some: CaseName[] = ['chain_1e6', 'sum_1e6', 'tiny_value_and_grad'];
      return run({ ...defaults, cases: some, contestants, rounds: 1, turn: 1, warm: 1, sample: 1 }, () => {});
    });
    expect(gpu).toMatchObject({ software: true });
    for (const [name, scores] of Object.entries(cases)) {
      const ours = scores['fluxion-webgpu']!;
      expect(ours.note ?? '', name).toBe('');
      expect(ours.error, name).toBeLessThan(2e-5);
      expect(scores['jax-js-webgpu']!.ms, name).toBeGreaterThan(0);
    }
    expect(cases.chain_1e6!['limit-webgpu']!.ms).toBeGreaterThan(0);
    expect(cases.sum_1e6!['limit-webgpu']!.note).toBe('copies only');
  } finally {
    await browser.close();
  }
});
