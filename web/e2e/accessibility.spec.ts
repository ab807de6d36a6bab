import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { canvasPaints, comesToRest, input, message, open, readTrace, xRange } from './page';

async function audit(page: Page): Promise<void> {
  // axe looks into the canvas' frame too, which must not be replaced meanwhile.
  await canvasPaints(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the plot', async ({ page }) => {
      await open(page);
      await expect(page.locator('.formula-typeset .katex')).toBeVisible();
      await page.getByText('Table of values').click();
      await expect(page.locator('.table tbody tr')).toHaveCount(11);
      await audit(page);
    });

    test('axe finds nothing in an error', async ({ page }) => {
      await open(page);
      await input(page).fill('2*tahn(x)');
      await expect(message(page)).toContainText('tahn');
      await audit(page);
    });

    test('axe finds nothing in the regression', async ({ page }) => {
      await open(page);
      await page.getByRole('tab', { name: 'Regression' }).click();
      await page.getByRole('button', { name: 'Check the gradient' }).click();
      await expect(page.locator('.verdict')).toBeVisible();
      await audit(page);
    });
  });
}

test('everything can be done with the keyboard alone', async ({ page }) => {
  await open(page);
  await canvasPaints(page);
  const { keyboard } = page;
  const tabTo = async (role: 'application' | 'button', name: string): Promise<void> => {
    const target = page.getByRole(role, { name, exact: true });
    for (let presses = 0; presses < 60; presses++) {
      await keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`the Tab key never came to ${name}`);
  };

  // Out of the plot and on: the canvas keeps no key to itself.
  await tabTo('application', 'Plot');
  const [from, to] = await xRange(page);
  await keyboard.press('ArrowRight');
  await expect.poll(async () => (await xRange(page))[0]).toBeGreaterThan(from);
  await keyboard.press('Home');
  await expect.poll(() => xRange(page)).toEqual([from, to]);
  await keyboard.press('+');
  await expect.poll(async () => (await xRange(page))[1]).toBeLessThan(to);
  await keyboard.press('-');
  await expect.poll(async () => Math.abs((await xRange(page))[1] - to)).toBeLessThan(1e-6);
  await keyboard.press('t');
  await expect.poll(async () => (await readTrace(page)).values.filter(Number.isFinite).length).toBe(5);
  await expect(page.locator('.curves .visually-hidden[role=status]')).toContainText('slope');
  await tabTo('button', 'Save PNG');

  await page.getByRole('tab', { name: 'Plot' }).focus();
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Code' })).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Regression' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Regression' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  await tabTo('application', 'Regression');
  await keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('nothing sticks out at a width of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page);
  await comesToRest(page);
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await page.getByRole('tab', { name: 'Regression' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  expect(await overflow()).toBe(0);
});

test('every target is at least 24 pixels large', async ({ page }) => {
  await open(page);
  for (const tab of ['Plot', 'Regression']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
    const small = await page
      .locator('button:visible, input:visible, select:visible, summary:visible')
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ name: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(({ name }) => name),
      );
    expect(small).toEqual([]);
  }
});

test('the theme follows the system, and the button changes it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme');
  expect(await theme()).toBe('dark');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  expect(await theme()).toBe('light');
  await page.reload();
  expect(await theme()).toBe('light');
});
