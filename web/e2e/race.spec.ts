/** The training on large data in several places, and the choice of a device. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { open } from './page';

/** Small enough for a busy machine. */
const QUICK = '?data=large&rows=100000&columns=8&seed=1&optimizer=gradient-descent&rate=2&seconds=2';

const play = (page: Page): Locator => page.getByRole('button', { name: 'Play' });
const rows = (page: Page): Locator => page.getByRole('combobox', { name: 'Rows' });
const stop = (page: Page): Locator => page.getByRole('button', { name: 'Stop' });
const lane = (page: Page, place: string): Locator => page.locator(`.race-table tbody[data-place=${place}]`);

async function openRace(page: Page, query = QUICK): Promise<void> {
  await page.goto(`./#regression${query}`);
  await expect(page.getByRole('group', { name: 'Train on' })).toBeVisible();
}

/** The numbers of a place: steps per second, milliseconds of a step, steps, loss. */
async function numbers(page: Page, place: string): Promise<number[]> {
  const texts = await lane(page, place).locator('td').allTextContents();
  return texts.map((text) => Number(text.replace(/,| ms/g, '')));
}

test('every place makes the data, trains, and tells how fast it is', async ({ page }) => {
  await openRace(page, `${QUICK}&on=host,wasm,threads`);
  await expect(page.getByText('Play makes 100,000 × 8 random numbers (3.3 MB)')).toBeVisible();
  await play(page).click();
  await expect(stop(page)).toBeEnabled();
  await expect(lane(page, 'threads')).toContainText('% right');
  await expect(stop(page)).toBeDisabled();
  const losses: number[] = [];
  for (const place of ['host', 'wasm', 'threads']) {
    const [rate, step, steps, loss] = (await numbers(page, place)) as [number, number, number, number];
    expect(steps).toBeGreaterThan(0);
    expect(Math.abs((rate * step) / 1000 - 1)).toBeLessThan(0.02);
    losses.push(loss);
  }
  // From the loss of knowing nothing, ln 2, towards that of the model that drew the labels.
  const hidden = Number(/has loss ([\d.]+\d)/.exec(await page.locator('.side').innerText())![1]);
  for (const loss of losses) {
    expect(loss).toBeGreaterThan(hidden - 0.01);
    expect(loss).toBeLessThan(Math.LN2);
  }
  await expect(lane(page, 'wasm')).toContainText('WebAssembly SIMD, 1 thread');
  await expect(page.locator('.side')).toContainText('fastest');
  await expect(page.locator('#regression-description')).toContainText('steps per second, loss');
  await expect(page.locator('.stage-texts')).toContainText('Go, no generated code');
});

test('it is paused with the space bar, goes on, and is stopped', async ({ page }) => {
  await openRace(page, QUICK.replace('seconds=2', 'seconds=0') + '&on=wasm');
  const surface = page.getByRole('application', { name: 'Regression' });
  await surface.focus();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await numbers(page, 'wasm'))[2]).toBeGreaterThan(0);
  await expect(rows(page)).toBeDisabled();
  await page.keyboard.press('Space');
  await expect(play(page)).toBeEnabled();
  const paused = await numbers(page, 'wasm');
  await page.keyboard.press('Space');
  await expect.poll(async () => (await numbers(page, 'wasm'))[2]).toBeGreaterThan(paused[2]!);
  await stop(page).click();
  await expect(stop(page)).toBeDisabled();
  await expect(rows(page)).toBeEnabled();
  // There is nothing to be faster than.
  await expect(lane(page, 'wasm')).toContainText('data made');
  await expect(lane(page, 'wasm')).not.toContainText('fastest');
});

test('it pauses while something else is looked at', async ({ page }) => {
  await openRace(page, QUICK.replace('seconds=2', 'seconds=0') + '&on=wasm');
  await play(page).click();
  await expect.poll(async () => (await numbers(page, 'wasm'))[2]).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: 'Data' }).selectOption('moons');
  await expect(page.getByRole('button', { name: 'Step' })).toBeEnabled();
  await expect(page).toHaveURL(/#regression\?data=moons/);
  await page.goBack();
  await expect(play(page)).toBeEnabled();
  expect((await numbers(page, 'wasm'))[2]).toBeGreaterThan(0);
});

test('what does not fit is refused before anything is loaded', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await openRace(page, '?data=large&rows=10000000&columns=128&on=wasm');
  await expect(
    page.getByText(/The data take 5\.13 GB, more than the 2\.15 GB that WebAssembly has room/),
  ).toBeVisible();
  await expect(play(page)).toBeDisabled();
  await rows(page).selectOption('1000000');
  await expect(page.getByText('513 MB of memory in each place, one after another')).toBeVisible();
  await expect(play(page)).toBeEnabled();
  await page.getByLabel('WebAssembly, one thread').uncheck();
  await expect(page.getByText('Choose where to train.')).toBeVisible();
  await expect(play(page)).toBeDisabled();
  expect(loaded.filter((url) => url.includes('program'))).toEqual([]);
});

test('steps that are too long are told, with what to do', async ({ page }) => {
  await openRace(
    page,
    QUICK.replace('rate=2', 'rate=1000').replace('gradient-descent', 'momentum') + '&on=wasm',
  );
  await page.getByRole('textbox', { name: 'Learning rate' }).fill('1000');
  await play(page).click();
  await expect(stop(page)).toBeDisabled();
  await expect(lane(page, 'wasm')).toContainText(/% right|Lower the learning rate, which is 1000/);
});

test('a browser that runs out of memory says what to do, and the next race runs', async ({ page }) => {
  await openRace(page, QUICK.replace('seconds=2', 'seconds=0') + '&on=wasm');
  await play(page).click();
  await expect.poll(async () => (await numbers(page, 'wasm'))[2]).toBeGreaterThan(0);
  // What the worker's script says when Go could get no more memory.
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      if ('Go' in self) self.postMessage({ type: 'exit', message: 'out of memory' });
    });
  }
  await expect(page.getByRole('alert')).toContainText('no memory left for so much data');
  await expect(play(page)).toBeEnabled();
  await play(page).click();
  await expect.poll(async () => (await numbers(page, 'wasm'))[2]).toBeGreaterThan(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await stop(page).click();
});

test('a link that asks for what there is not is followed as far as it goes', async ({ page }) => {
  await openRace(page, '?data=large&rows=5&columns=32&on=wasm,abacus&seconds=3');
  await expect(
    page.getByText(
      /rows=5 is none of .*; seconds=3 is none of .*; on=abacus is none of host, wasm, threads, gpu, auto/,
    ),
  ).toBeVisible();
  await expect(rows(page)).toHaveValue('1000000');
  await expect(page.getByLabel('WebAssembly, one thread')).toBeChecked();
});

test('without a GPU none is offered, and a chosen one is told to be missing', async ({ page }) => {
  await open(page);
  const picker = page.getByRole('combobox', { name: 'Compute on' });
  await expect(picker.getByRole('option')).toHaveText(['Auto', 'Go', 'WebAssembly']);
  const stage = await page.locator('.stage').boundingBox();
  await page.evaluate(() => localStorage.setItem('fluxion-device', 'gpu'));
  await page.reload();
  await expect(page.getByText('There is no GPU that this browser lets pages compute on')).toBeVisible();
  expect(await page.locator('.stage').boundingBox()).toEqual(stage);
  await expect(picker.getByRole('option', { name: 'GPU' })).toBeDisabled();
  await page.goto('./#regression?data=large&on=gpu');
  await expect(page.getByLabel('GPU', { exact: false }).and(page.getByRole('checkbox'))).toBeDisabled();
  await picker.selectOption('auto');
  await expect(page.locator('.device-notice')).toBeEmpty();
});

test('the device is used, and remembered', async ({ page }) => {
  await open(page);
  await page.getByLabel('Compute on').selectOption('host');
  const profile = async (): Promise<string[]> =>
    page.evaluate(async () => {
      const { profile } = await window.fluxion.run(
        'import jax, jax.numpy as jnp\n@jax.jit\ndef f(x): return jnp.tanh(x) + 1\nf(jnp.ones(100000))',
      );
      return profile.filter(({ program }) => program === 'f').map(({ device }) => device);
    });
  expect(await profile()).toEqual(['host']);
  await page.reload();
  await expect(page.getByLabel('Compute on')).toHaveValue('host');
  expect(await profile()).toEqual(['host']);
  await page.getByLabel('Compute on').selectOption('wasm');
  expect(await profile()).toEqual(['wasm']);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the race', async ({ page }) => {
      await openRace(page, `${QUICK}&on=wasm,threads`);
      const audit = async (): Promise<void> => {
        const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        ).toEqual([]);
      };
      await audit();
      await play(page).click();
      await expect(lane(page, 'threads')).toContainText('% right');
      await audit();
    });
  });
}

for (const width of [320, 340, 768, 1200]) {
  test(`nothing sticks out at a width of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openRace(page, `${QUICK}&on=wasm`);
    await play(page).click();
    await expect(lane(page, 'wasm')).toContainText('% right');
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
    const small = await page
      .locator('button:visible, input:visible, select:visible, summary:visible')
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ name: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(({ name }) => name),
      );
    expect(small).toEqual([]);
  });
}
