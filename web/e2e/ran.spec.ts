/** The read-out of what ran, where and how long; and what there is to run on. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { cell, newNotebook, run, write } from './notebook';
import { open, plot, xRange } from './page';

const line = (page: Page): Locator => page.locator('.panel:not([hidden]) .ran > summary');
const table = (page: Page): Locator => page.getByRole('region', { name: 'What ran' });
const PLACE = '(Go|WebAssembly SIMD(, \\d+ threads)?)';

test('the plot says what ran for it, and moves to WebAssembly while one moves about', async ({ page }) => {
  await open(page, '#plot?f=g(x)=tanh(x)*exp(-x^2)');
  await expect(line(page)).toHaveText(
    new RegExp(`^g to g⁗ at [\\d,]+ points · ${PLACE} · (< )?[\\d.]+ ms( · compiled in [\\d.]+ ms)?$`),
  );
  await plot(page).focus();
  for (let press = 0; press < 40 && !(await line(page).textContent())!.includes('WebAssembly'); press++) {
    const before = await xRange(page);
    await page.keyboard.press(press % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    await expect.poll(() => xRange(page)).not.toEqual(before);
    await page.evaluate(() => window.fluxion.derivatives('x', [0]));
  }
  await expect(line(page)).toContainText('WebAssembly SIMD');
});

test('behind the line stands a table, which opens without moving the picture', async ({ page }) => {
  await open(page);
  await expect(line(page)).toContainText('points');
  // Where on the page, whose window may scroll to show the table.
  const stage = (): Promise<unknown> =>
    page.locator('.stage').evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y + window.scrollY, width, height];
    });
  const before = await stage();
  await line(page).focus();
  await page.keyboard.press('Enter');
  const row = table(page)
    .getByRole('row')
    .filter({ hasText: /^f, \d+ operations/ })
    .first();
  await expect(row).toContainText(new RegExp(PLACE));
  await expect(table(page)).toBeInViewport();
  expect(await stage()).toEqual(before);
  await page.keyboard.press('Enter');
  await expect(table(page)).toBeHidden();
});

test('a screen reader is not told of every picture', async ({ page }) => {
  await open(page);
  const live = await line(page).evaluate((summary) => summary.closest('[aria-live], [role=status], output'));
  expect(live).toBeNull();
});

test('the line stays one line on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, '#plot?f=tanh(x)*exp(-x^2)%2Bsin(3x)');
  await expect(line(page)).toContainText('points');
  expect((await line(page).boundingBox())!.height).toBeLessThan(30);
  await line(page).click();
  await expect(table(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in it in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await line(page).click();
    await expect(table(page)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('.ran').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });
}

test('the training says how long a step takes, and where', async ({ page }) => {
  await page.goto('./#regression?data=moons&points=2000&noise=0.2&seed=1&optimizer=adam&rate=0.1');
  const step = page.getByRole('button', { name: 'Step' });
  await expect(line(page)).toContainText('The loss and its gradient on 2,000 samples · ');
  await step.click();
  await expect(line(page)).toHaveText(
    new RegExp(`^A step on 2,000 samples · WebAssembly SIMD(, \\d+ threads)? · (< )?[\\d.]+ ms$`),
  );
});

test('a cell says what it had the engine do, where that is worth a line', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'import jax, jax.numpy as jnp\nx = jnp.linspace(0, 1, 100_000)');
  await run(page);
  await write(
    page,
    0,
    '@jax.jit\ndef f(z):\n    return jnp.abs(jnp.sin(z * 1j))\nfor _ in range(3): y = f(x)\njnp.tanh(x)[0]',
  );
  await run(page);
  const line = cell(page, 0).locator('.ran > summary');
  await expect(line).toHaveText(
    /^1 program, \d+ operations · WebAssembly SIMD.* · [\d.]+ m?s · compiled in [\d.]+ m?s$/,
  );
  await line.click();
  const row = (name: RegExp): Locator => cell(page, 0).getByRole('row').filter({ hasText: name });
  // Complex numbers are beyond the generated code, and that shows.
  await expect(row(/^f, /)).toContainText(/WebAssembly SIMD.*; .*sin.* in Go3/);
  await expect(row(/^tanh/)).toContainText('WebAssembly SIMD');
  await write(page, 0, '1 + 1');
  await run(page);
  await expect(cell(page, 0).locator('.outputs')).toHaveText('2');
  await expect(line).toHaveCount(0);
});

test('the interface says what there is to run on, and what ran', async ({ page }) => {
  await open(page);
  expect(await page.evaluate(() => window.fluxion.devices())).toEqual(['host', 'wasm', 'auto']);
  const ran = await page.evaluate(() =>
    window.fluxion.run(
      'import jax, jax.numpy as jnp\nf = jax.jit(lambda x: jnp.sin(x) + 1)\nf(jnp.ones(100_000))\nprint(jax.devices(), jax.devices()[0].device_kind)',
    ),
  );
  expect(ran.outputs).toMatchObject([
    { text: expect.stringMatching(/^\[CpuDevice\(id=0\)\] WebAssembly SIMD/) },
  ]);
  const program = ran.profile.find(({ eager }) => !eager)!;
  expect(program).toMatchObject({ device: 'wasm', runs: 1, compilations: 1, elements: 100_000, host: [] });
  expect(program.threads).toBeGreaterThanOrEqual(1);
  expect(program.code).toBeGreaterThan(0);
});
