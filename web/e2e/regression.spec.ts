import { expect, test, type Page } from '@playwright/test';
import { distance, number } from './page';

/** The tutorial's data. */
const INPUTS = [
  [0.52, 1.12, 0.77],
  [0.88, -1.08, 0.15],
  [0.52, 0.06, -1.3],
  [0.74, -2.49, 1.39],
];
const TARGETS = [1, 1, 0, 1];

/** Loss and gradient of the tutorial's logistic regression, written out: ∂loss/∂z = p − target. */
function logistic(w: number[], b: number): { loss: number; gw: number[]; gb: number } {
  let loss = 0;
  let gb = 0;
  const gw = [0, 0, 0];
  INPUTS.forEach((input, i) => {
    const z = input.reduce((sum, x, j) => sum + x * w[j]!, b);
    const p = 1 / (1 + Math.exp(-z));
    loss -= Math.log(TARGETS[i] ? p : 1 - p);
    const residual = p - TARGETS[i]!;
    gb += residual;
    input.forEach((x, j) => (gw[j]! += residual * x));
  });
  return { loss, gw, gb };
}

interface State {
  step: number;
  loss: number;
  w: number[];
  b: number;
  gw: number[];
  gb: number;
}

async function openRegression(page: Page, query = ''): Promise<void> {
  await page.goto(`./#regression${query}`);
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
}

async function read(page: Page): Promise<State> {
  // All at one moment: a training that plays moves on between two calls.
  const { facts, rows } = await page.locator('.side').evaluate((side) => {
    const texts = (root: Element, selector: string): string[] =>
      [...root.querySelectorAll(selector)].map((element) => element.textContent!);
    return {
      facts: [...side.querySelectorAll('.facts div')].map((fact) => texts(fact, 'dt, dd')),
      rows: [...side.querySelectorAll('.parameters tbody tr')].map((row) => texts(row, 'td')),
    };
  });
  const fact = (name: string): number => number(facts.find(([title]) => title === name)![1]!);
  const values = rows.map(([value]) => number(value!));
  const slopes = rows.map(([, slope]) => number(slope!));
  return {
    step: fact('Step'),
    loss: fact('Loss'),
    w: values.slice(0, -1),
    b: values.at(-1)!,
    gw: slopes.slice(0, -1),
    gb: slopes.at(-1)!,
  };
}

test('one step of gradient descent is W − rate · ∂loss/∂W', async ({ page }) => {
  await openRegression(page, '?optimizer=gradient-descent&rate=0.1');
  const before = await read(page);
  expect(before.step).toBe(0);
  const expected = logistic(before.w, before.b);
  expect(distance(before.loss, expected.loss)).toBeLessThan(1e-5);
  expected.gw.forEach((slope, j) => expect(distance(before.gw[j]!, slope)).toBeLessThan(1e-5));
  expect(distance(before.gb, expected.gb)).toBeLessThan(1e-5);

  await page.getByRole('button', { name: 'Step' }).click();
  await expect.poll(async () => (await read(page)).step).toBe(1);
  const after = await read(page);
  before.w.forEach((w, j) => expect(distance(after.w[j]!, w - 0.1 * expected.gw[j]!)).toBeLessThan(1e-5));
  expect(distance(after.b, before.b - 0.1 * expected.gb)).toBeLessThan(1e-5);

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => read(page)).toEqual(before);
});

test('plays until it is paused, and the loss falls', async ({ page }) => {
  await openRegression(page);
  const before = await read(page);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => (await read(page)).step).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  const after = await read(page);
  expect(after.loss).toBeLessThan(before.loss);
  const { loss } = logistic(after.w, after.b);
  expect(distance(after.loss, loss)).toBeLessThan(1e-4);
  await page.getByRole('button', { name: 'Step' }).click();
  await expect.poll(async () => (await read(page)).step).toBe(after.step + 1);
});

test('checks the gradient against central differences', async ({ page }) => {
  await openRegression(page);
  const { gb } = await read(page);
  await page.getByRole('button', { name: 'Check the gradient' }).click();
  const region = page.getByRole('region', { name: 'Check of the gradient' });
  await expect(region.locator('tbody')).toHaveCount(4);
  for (const line of await region.locator('tbody').all()) {
    const [autodiff, numerical] = (await line.locator('td').allInnerTexts()).map(number);
    expect(distance(numerical!, autodiff!)).toBeLessThan(2e-2);
  }
  const first = number(await region.locator('tbody').first().locator('td').first().innerText());
  expect(distance(first, gb)).toBeLessThan(1e-4);
  await expect(region.locator('.verdict.good')).toBeVisible();
});

test('trains on data made on the spot', async ({ page }) => {
  await page.addInitScript(() => (Math.random = () => 0.3)); // the seed of the new data
  // At this rate the training does not come to its end before it is paused, however long that takes.
  await openRegression(page, '?rate=0.0001');
  await page.getByRole('combobox', { name: 'Data' }).selectOption('blobs');
  await expect(page.locator('.parameters tbody tr')).toHaveCount(3);
  await page.getByRole('combobox', { name: 'Optimiser' }).selectOption('adam');
  await expect(page).toHaveURL(/data=blobs.*optimizer=adam/);
  const before = await read(page);
  await page.getByRole('button', { name: 'New data' }).click();
  await expect.poll(async () => (await read(page)).loss).not.toBe(before.loss);
  const fresh = await read(page);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => (await read(page)).step).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  expect((await read(page)).loss).toBeLessThan(fresh.loss);
});

test('shows the loss on a logarithmic axis', async ({ page }) => {
  await openRegression(page);
  const labels = page.locator('.stage-texts text.text-tick-y');
  await expect(labels.filter({ hasText: /^0$/ }).first()).toBeAttached();
  const linear = await labels.allTextContents();
  await page.getByRole('combobox', { name: 'Loss axis' }).selectOption('logarithmic');
  await expect.poll(() => labels.allTextContents()).not.toEqual(linear);
  await page.getByRole('combobox', { name: 'Loss axis' }).selectOption('linear');
  await expect.poll(() => labels.allTextContents()).toEqual(linear);
});

test('says so when a learning rate blows the training up', async ({ page }) => {
  await openRegression(page, '?data=moons&points=500&noise=0.3&seed=1&optimizer=momentum&rate=1000');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.locator('.remarkable')).toContainText(/learning rate/);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('a link that cannot be followed falls back, and says so', async ({ page }) => {
  await openRegression(page, '?data=spirals&points=5&rate=0&optimizer=adam');
  for (const part of ['data=spirals', 'points=5', 'rate=0'])
    await expect(page.locator('.remark')).toContainText(part);
  await expect(page.getByRole('combobox', { name: 'Data' })).toHaveValue('tutorial');
  await expect(page.getByRole('combobox', { name: 'Optimiser' })).toHaveValue('adam');
});
