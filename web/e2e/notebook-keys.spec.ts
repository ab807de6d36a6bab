import { expect, test, type Page } from '@playwright/test';
import { button, cell, cells, code, idle, newNotebook, output, sources, write } from './notebook';

/** Three cells, `one`, `two` and `three`, of which the second is selected. */
async function three(page: Page): Promise<void> {
  await newNotebook(page);
  await page.keyboard.type('"one"');
  for (const text of ['"two"', '"three"']) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('b');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(text);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await expect(cell(page, 1)).toBeFocused();
  expect(await sources(page)).toEqual(['"one"', '"two"', '"three"']);
}

test('cells are deleted and brought back, and the focus is never lost', async ({ page }) => {
  await three(page);
  await page.keyboard.press('d');
  expect(await sources(page)).toHaveLength(3);
  await page.keyboard.press('d');
  await expect(cells(page)).toHaveCount(2);
  await expect(cell(page, 1)).toBeFocused();
  await expect(code(page, 1)).toHaveText('"three"');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(cell(page, 0)).toBeFocused();
  await page.keyboard.press('z');
  await page.keyboard.press('z');
  expect(await sources(page)).toEqual(['"one"', '"two"', '"three"']);
  await expect(cell(page, 1)).toBeFocused();
  await page.keyboard.press('Shift+Z');
  expect(await sources(page)).toEqual(['"one"', '"three"']);
});

test('the last cell can be deleted, and the buttons bring a new one', async ({ page }) => {
  await newNotebook(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(page.getByText('This notebook has no cells.')).toBeVisible();
  await expect(page.locator('body')).not.toBeFocused();
  await button(page, '+ Code').last().click();
  await expect(cell(page, 0).locator('.cm-content')).toBeFocused();
});

test('cells are inserted, copied, moved, merged and divided', async ({ page }) => {
  await three(page);
  await page.keyboard.press('c');
  await page.keyboard.press('Shift+V');
  expect(await sources(page)).toEqual(['"one"', '"two"', '"two"', '"three"']);
  await page.keyboard.press('x');
  await page.keyboard.press('Home');
  await page.keyboard.press('v');
  expect(await sources(page)).toEqual(['"one"', '"two"', '"two"', '"three"']);
  await page.keyboard.press('Control+Shift+ArrowDown');
  await page.keyboard.press('Control+Shift+ArrowDown');
  expect(await sources(page)).toEqual(['"one"', '"two"', '"three"', '"two"']);
  await expect(cell(page, 3)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+M');
  await expect(cells(page)).toHaveCount(3);
  await expect(code(page, 2)).toHaveText('"three""two"');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Shift+Minus');
  expect(await sources(page)).toEqual(['"one"', '"two"', '"three"', '"two"']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await expect(cells(page)).toHaveCount(5);
  await expect(cell(page, 3)).toBeFocused();
});

test('a cell becomes Markdown, is rendered, and becomes code again', async ({ page }) => {
  await newNotebook(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(
    '# Title\n\nThe *area* is $\\pi r^2$. <b onclick="alert(1)">bold</b> [x](javascript:alert(1))',
  );
  await page.keyboard.press('Control+Enter');
  const rendered = cell(page, 0).locator('.markdown');
  await expect(rendered.getByRole('heading', { name: 'Title' })).toBeVisible();
  await expect(rendered.locator('em')).toHaveText('area');
  await expect(rendered.locator('.katex')).toHaveCount(1);
  // HTML stays text, and a link that would run a script is none.
  await expect(rendered).toContainText('<b onclick="alert(1)">bold</b>');
  await expect(rendered.locator('b, a')).toHaveCount(0);
  await rendered.dblclick();
  await expect(cell(page, 0).locator('.cm-content')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('y');
  await expect(cell(page, 0)).toHaveAttribute('data-kind', 'code');
});

test('arrows go from cell to cell, Shift-Enter and Alt-Enter run and go on', async ({ page }) => {
  await three(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(cell(page, 2).locator('.cm-content')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(cell(page, 0).locator('.cm-content')).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(cell(page, 1)).toBeFocused();
  await page.keyboard.press('Alt+Enter');
  await expect(cells(page)).toHaveCount(4);
  await expect(cell(page, 2).locator('.cm-content')).toBeFocused();
  await idle(page);
  await expect(output(page, 0)).toHaveText("'one'");
  await expect(output(page, 1)).toHaveText("'two'");
});

test('Tab indents in the text, and Escape then Tab leads out of it', async ({ page }) => {
  await newNotebook(page);
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  expect(await cell(page, 0).locator('.cm-line').first().textContent()).toBe('    123');
  await page.keyboard.press('Escape');
  await expect(cell(page, 0)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(button(page, '+ Code').last()).toBeFocused();
  await expect(cell(page, 0).locator('.cm-content')).toHaveAttribute(
    'aria-describedby',
    'notebook-editor-keys',
  );
  await expect(page.locator('#notebook-editor-keys')).toContainText('Escape');
});

test('the keys are explained, and the focus comes back', async ({ page }) => {
  await three(page);
  await page.keyboard.press('h');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(cell(page, 1)).toBeFocused();
});

test('the buttons do what the keys do', async ({ page }) => {
  await three(page);
  await button(page, 'Move the cell up').click();
  expect(await sources(page)).toEqual(['"two"', '"one"', '"three"']);
  await expect(button(page, 'Move the cell up')).toBeFocused();
  await button(page, 'Delete the cell').click();
  expect(await sources(page)).toEqual(['"one"', '"three"']);
  await button(page, 'Undo the last change of cells').click();
  expect(await sources(page)).toEqual(['"two"', '"one"', '"three"']);
  await page.getByRole('combobox', { name: 'Kind of the selected cell' }).selectOption('Markdown');
  await expect(cell(page, 0)).toHaveAttribute('data-kind', 'markdown');
  await write(page, 1, '"done"');
  await button(page, 'Run').click();
  await idle(page);
  await expect(output(page, 1)).toHaveText("'done'");
});
