/** What the tests do with the notebook, in the words of a user. */
import { expect, type Locator, type Page } from '@playwright/test';

export const cell = (page: Page, index: number): Locator => page.locator('.cell').nth(index);
export const cells = (page: Page): Locator => page.locator('.cell');
export const output = (page: Page, index: number): Locator => cell(page, index).locator('.outputs');
export const code = (page: Page, index: number): Locator => cell(page, index).locator('.source');
export const status = (page: Page): Locator => page.locator('.bar-status');
export const banner = (page: Page): Locator => page.locator('.banner');
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Opens a notebook and waits until its cells are there. */
export async function openNotebook(page: Page, fragment = '#notebook'): Promise<void> {
  await page.goto(`./${fragment}`);
  await shown(page);
}

export async function shown(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('first-notebook').length > 0);
}

/** Opens a new notebook, whose first cell then has the cursor. */
export async function newNotebook(page: Page): Promise<void> {
  await openNotebook(page);
  const menu = page.locator('.notebook-menu > summary');
  if (await menu.isVisible()) await menu.click();
  await button(page, 'New').click();
  await expect(cells(page)).toHaveCount(1);
  await expect(cell(page, 0).locator('.cm-content')).toBeFocused();
}

/** Replaces the text of a cell. The lists of completions would take the Enter key for themselves. */
export async function write(page: Page, index: number, text: string): Promise<void> {
  await code(page, index).click();
  const content = cell(page, index).locator('.cm-content');
  await expect(content).toBeFocused();
  await content.fill(text);
}

/** Waits until nothing runs and nothing waits. */
export async function idle(page: Page): Promise<void> {
  await expect(page.locator('.cell[data-state=running], .cell[data-state=queued]')).toHaveCount(0, {
    timeout: 60_000,
  });
}

/** Runs the cell that is being edited or selected, and waits for its end. */
export async function run(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await idle(page);
}

/** Waits until what is on screen lies in the browser's storage. */
export async function kept(page: Page): Promise<void> {
  await expect(page.locator('.saved')).toHaveText('Saved in this browser');
}

/** The texts of all cells. */
export async function sources(page: Page): Promise<string[]> {
  const all = await page.locator('.cell .cm-content, .cell .preview').allInnerTexts();
  return all.map((text) => text.trim());
}
