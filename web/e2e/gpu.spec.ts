/** What the page computes on a GPU: here one in software. That there is none, the other files test. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { LAUNCH_WITH_GPU } from '../playwright.config';
import { input, open } from './page';
import { HAND_OUT_GPUS, loseGpus, sabotage } from './workers';

test.use({ launchOptions: LAUNCH_WITH_GPU });
// Programs for a processor that plays a GPU take their time.
test.describe.configure({ timeout: 300_000 });

const picker = (page: Page) => page.getByLabel('Compute on');

async function chooseGpu(page: Page): Promise<void> {
  await picker(page).focus();
  await expect(picker(page).getByRole('option', { name: 'GPU' })).toBeAttached();
  await picker(page).selectOption('gpu');
}

const PROGRAM = `
import jax, jax.numpy as jnp
@jax.jit
def f(x):
    return jnp.sum(jnp.sign(x)), x * 2
total, doubled = f(jnp.arange(-1000.0, 3000.0))
print(int(total), doubled[:3])
`;

/** Runs the program and returns what it printed and the devices that it ran on. */
function run(page: Page): Promise<{ printed: string; devices: string[] }> {
  return page.evaluate(async (source) => {
    const { outputs, profile } = await window.fluxion.run(source);
    const printed = outputs.map((output) =>
      output.kind === 'stream' ? output.text : JSON.stringify(output),
    );
    const runs = profile.filter(({ program }) => program === 'f');
    return { printed: printed.join(''), devices: runs.map(({ device }) => device) };
  }, PROGRAM);
}

const PRINTED = '1999 [-2000. -1998. -1996.]\n';

test('programs run on the GPU that was chosen, also after the next visit', async ({ page }) => {
  await open(page);
  await chooseGpu(page);
  expect(await run(page)).toEqual({ printed: PRINTED, devices: ['gpu'] });
  await page.reload();
  await expect(picker(page)).toHaveValue('gpu');
  await expect(picker(page).getByRole('option', { name: 'GPU' })).toBeEnabled();
  expect(await run(page)).toEqual({ printed: PRINTED, devices: ['gpu'] });
  await picker(page).selectOption('wasm');
  expect(await run(page)).toEqual({ printed: PRINTED, devices: ['wasm'] });
});

test('a GPU that is lost loses nothing, and is told about', async ({ page }) => {
  await sabotage(page, HAND_OUT_GPUS);
  await open(page);
  await chooseGpu(page);
  await page.evaluate(async () => {
    await window.fluxion.run(
      'import jax, jax.numpy as jnp\nkept = jax.jit(lambda x: x * 3)(jnp.arange(5000.0))',
    );
  });
  const places = (): Promise<unknown[]> =>
    page.locator('.header, .formula, .stage, .side, .footer').evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.className, x, y, width, height];
      }),
    );
  const before = await places();
  expect(await loseGpus(page)).toBe(1);
  const printed = await page.evaluate(async () => {
    const { outputs } = await window.fluxion.run('print(float(kept[4999]), float((kept + 1)[0]))');
    return outputs
      .map((output) => (output.kind === 'stream' ? output.text : JSON.stringify(output)))
      .join('');
  });
  expect(printed).toBe('14997.0 1.0\n');
  const notice = page.locator('.device-notice');
  await expect(notice).toContainText(
    /^The GPU was lost: .*[^.]; what is still needed of it is computed again\./,
  );
  // It lies over the page, which does not move, and leaves the header free, also where there is little room.
  await expect(notice).toHaveRole('status');
  expect(await places()).toEqual(before);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(notice.locator('.card')).toBeInViewport({ ratio: 1 });
    await picker(page).click({ trial: true });
  }
  const { violations } = await new AxeBuilder({ page }).include('.device-notice').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeEmpty();
  // The next program tries a GPU again.
  expect(await run(page)).toEqual({ printed: PRINTED, devices: ['gpu'] });
});

test('the race is run on the GPU too', async ({ page }) => {
  await page.goto('./#regression?data=large&rows=100000&columns=8&rate=2&on=wasm,gpu&seconds=2');
  await expect(page.getByRole('checkbox', { name: 'GPU' })).toBeEnabled();
  await page.getByRole('button', { name: 'Play' }).click();
  const lane = (place: string) => page.locator(`.race-table tbody[data-place=${place}]`);
  await expect(lane('gpu')).toContainText('% right', { timeout: 200_000 });
  await expect(lane('gpu')).toContainText('WebGPU on');
  // Both made the same data: without training the loss is ln 2, and it falls.
  for (const place of ['wasm', 'gpu']) {
    const loss = Number(await lane(place).locator('td').last().textContent());
    expect(loss).toBeLessThan(Math.LN2);
  }
});

test('a heat map is drawn on the GPU as soon as that is chosen', async ({ page }) => {
  await open(page, `#plot?f=${encodeURIComponent('f(x, y) = x^2 - y^2')}&x=-2:2`);
  await expect(page.locator('.ran summary')).toContainText(/∇f at [\d,]{7,} points/);
  await chooseGpu(page);
  await expect(page.locator('.ran summary')).toContainText('WebGPU on', { timeout: 200_000 });
  await picker(page).selectOption('wasm');
  await expect(page.locator('.ran summary')).not.toContainText('WebGPU');
  await picker(page).selectOption('gpu');
  await input(page).fill('f(x, y) = sin(x) * y');
  await expect(page.locator('.ran summary')).toContainText('WebGPU on', { timeout: 200_000 });
  // Curves stay where they are fast.
  await input(page).fill('x^2');
  await expect(page.locator('.ran summary')).not.toContainText('WebGPU');
});

test('what is chosen to be automatic leaves small programs to the processor', async ({ page }) => {
  await open(page);
  expect((await run(page)).devices).not.toContain('gpu');
});

test('beside the picker stands what was chosen and what was measured', async ({ page }) => {
  await open(page);
  const why = page.locator('.device-why');
  await why.locator('summary').click();
  await expect(why).toContainText('Each program runs where it is fastest');
  await expect(why).toContainText('No program has been run yet');
  const stage = await page.locator('.stage').boundingBox();
  await page.evaluate(async () => {
    const line = 'f(x).block_until_ready(); time.sleep(0.1)';
    await window.fluxion.run(
      `import jax, jax.numpy as jnp, time\n@jax.jit\ndef f(x): return jnp.tanh(x @ x)\nx = jnp.ones((400, 400))\nfor _ in range(9): ${line}`,
    );
  });
  // What is open now is not closed by that; what was measured is looked up when it is opened.
  await expect(why).toContainText(/Auto chose .* for f: /);
  const card = why.locator('.card');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
    await why.locator('summary').click();
    const measured =
      /a call takes [\d.e-]+ ms.*Matrix products (are never quicker there|are quicker there from)/s;
    await expect(card).toContainText(measured, { timeout: 2000 });
  }).toPass({ timeout: 120_000 });
  expect(await page.locator('.stage').boundingBox()).toEqual(stage);
  const { violations } = await new AxeBuilder({ page }).include('.header').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(why.locator('summary')).toBeFocused();
});
