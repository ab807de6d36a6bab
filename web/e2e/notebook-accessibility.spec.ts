import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { button, cell, idle, newNotebook, openNotebook, output, run, write } from './notebook';

async function audit(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A notebook with a bit of everything: long lines, an error, Markdown being written. */
async function motley(page: Page): Promise<void> {
  await newNotebook(page);
  await write(page, 0, 'print("wide " * 60)\nf = lambda x: x**2  # a comment\nNone.nothing');
  await run(page);
  await expect(output(page, 0)).toContainText('AttributeError');
  await page.keyboard.press('b');
  await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(
    '# A title\n\nText with `code`, [a link](#notebook?name=taylor-mode) and $x^2$.\n\n$$' +
      'x + '.repeat(80) +
      'x$$\n\n```python\nprint("wide")\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
  );
  await page.keyboard.press('Alt+Enter');
  await expect(cell(page, 1).locator('.katex').first()).toBeVisible();
  await expect(button(page, 'Plot it')).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in a shipped notebook', async ({ page }) => {
      await openNotebook(page);
      await button(page, 'Run all').click();
      await idle(page);
      await audit(page);
    });

    test('axe finds nothing in a notebook with errors, banners and the keys', async ({ page }) => {
      await motley(page);
      await audit(page);
      await button(page, 'Restart').click();
      await expect(page.locator('.banner')).toContainText('variables are gone');
      await audit(page);
      await button(page, 'Keys').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await audit(page);
    });
  });
}

test('nothing sticks out at a width of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openNotebook(page);
  expect(await overflow(page)).toBe(0);
  await newNotebook(page);
  await write(page, 0, `print("wide " * 60)\n${'x'.repeat(200)} = 1\n1 / 0`);
  await run(page);
  await expect(output(page, 0)).toContainText('ZeroDivisionError');
  expect(await overflow(page)).toBe(0);
});

test('nothing sticks out at 200 % zoom', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await motley(page);
  expect(await overflow(page)).toBe(0);
});

test('every target is at least 24 pixels large', async ({ page }) => {
  await motley(page);
  const small = await page
    .locator('button:visible, input:visible, select:visible, summary:visible')
    .evaluateAll((elements) =>
      elements
        // Links in the midst of a text are as high as its lines.
        .filter((element) => !element.matches('.place'))
        .map((element) => ({ name: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
        .map(({ name }) => name),
    );
  expect(small).toEqual([]);
});

test('what happens to a cell is said', async ({ page }) => {
  await newNotebook(page);
  const said = page.locator('.notebook > [role=status]');
  await write(page, 0, '1');
  await run(page);
  await expect(said).toHaveText('Cell 1 has finished.');
  await write(page, 0, '1 / 0');
  await run(page);
  await expect(said).toHaveText('Cell 2 failed: ZeroDivisionError.');
  await expect(cell(page, 0)).toHaveAttribute('aria-label', 'Code, cell 1 of 1, run 2, failed');
  await page.keyboard.press('b');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(said).toContainText('deleted');
});
