import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import {
  banner,
  button,
  cell,
  cells,
  code,
  kept,
  newNotebook,
  openNotebook,
  output,
  run,
  shown,
  sources,
  write,
} from './notebook';

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).first().click()]);
  return readFile(await download.path(), 'utf8');
}

function opens(page: Page, name: string, content: string): Promise<void> {
  return page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
}

test('a notebook is saved as .ipynb and opened again', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'print("é ∂")\n1 + 1');
  await run(page);
  await page.getByRole('textbox', { name: 'Title' }).fill('My notes');
  await page.keyboard.press('Enter');
  const text = await saved(page, 'Save .ipynb');
  const document = JSON.parse(text);
  expect(document).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { title: 'My notes' } });
  expect(document.cells[0]).toMatchObject({
    cell_type: 'code',
    execution_count: 1,
    source: ['print("é ∂")\n', '1 + 1'],
    outputs: [
      { output_type: 'stream', name: 'stdout', text: ['é ∂\n'] },
      { output_type: 'execute_result', execution_count: 1, data: { 'text/plain': ['2'] } },
    ],
  });
  await opens(page, 'copy.ipynb', text);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('copy');
  await expect(output(page, 0)).toContainText('é ∂');
  // Both are there, under their names.
  await expect(page.locator('.notebooks .entry', { hasText: 'My notes' })).toBeVisible();
});

test('a notebook is saved as .py and opened again', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'x = 1');
  await button(page, '+ Text').first().click();
  await page.keyboard.insertText('# Title\n\ntext');
  const text = await saved(page, 'Save .py');
  expect(text).toBe('# %%\nx = 1\n\n# %% [markdown]\n# # Title\n#\n# text\n');
  await opens(page, 'script.py', text);
  await expect(cells(page)).toHaveCount(2);
  await expect(cell(page, 1)).toHaveAttribute('data-kind', 'markdown');
  await expect(cell(page, 1).getByRole('heading', { name: 'Title' })).toBeVisible();
});

test('a file is opened by dropping it on the page', async ({ page }) => {
  await openNotebook(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['# %%\nprint("dropped")\n'], 'dropped.py'));
    for (const type of ['dragover', 'drop']) {
      window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  });
  await expect(code(page, 0)).toHaveText('print("dropped")');
});

const BAD: [string, string, RegExp][] = [
  ['no JSON', 'hello', /cannot be opened: the file is not JSON/],
  ['no notebook', '{"a": 1}', /nbformat: given nothing, expected the number 4/],
  ['an old notebook', '{"nbformat": 3, "worksheets": []}', /given 3, expected 4/],
  [
    'an unknown kind of cell',
    '{"nbformat": 4, "cells": [{"cell_type": "heading", "source": ""}]}',
    /cell 1, cell_type: given "heading", expected code, markdown, raw/,
  ],
  [
    'a cell without text',
    '{"nbformat": 4, "cells": [{"cell_type": "code", "source": 5}]}',
    /cell 1, source: given 5, expected a text/,
  ],
];

for (const [what, content, message] of BAD) {
  test(`a file that is ${what} is refused with the reason, and the notebook stays`, async ({ page }) => {
    await openNotebook(page);
    const count = await cells(page).count();
    await opens(page, 'bad.ipynb', content);
    await expect(banner(page)).toContainText(message);
    await expect(cells(page)).toHaveCount(count);
  });
}

test('what a notebook holds cannot run scripts', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await openNotebook(page);
  const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" onload="alert(3)"><script>alert(4)</script><title>evil</title><rect width="9" height="9"/></svg>`;
  const data = (forms: Record<string, string>): object => ({
    output_type: 'display_data',
    metadata: {},
    data: forms,
  });
  const outputs = [
    data({ 'text/html': evil, 'text/plain': 'plain instead' }),
    data({ 'text/html': evil }),
    data({ 'image/svg+xml': svg }),
    data({ 'text/markdown': evil }),
    { output_type: 'stream', name: 'stdout', text: `\u001b[31m${evil}\u001b[0m` },
    { output_type: 'error', ename: evil, evalue: evil, traceback: [evil] },
  ];
  const document = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { title: evil },
    cells: [
      { cell_type: 'markdown', id: 'a', metadata: {}, source: `${evil}\n\n$\\href{javascript:alert(5)}{x}$` },
      { cell_type: 'code', id: '"><b>', metadata: {}, execution_count: 1, source: evil, outputs },
    ],
  };
  await opens(page, `${evil}.ipynb`, JSON.stringify(document));
  await expect(output(page, 1)).toContainText('plain instead');
  await expect(output(page, 1)).toContainText('only as text/html, which is not shown');
  await expect(output(page, 1).locator('img.figure')).toHaveAttribute('alt', 'evil');
  await expect(page.locator('.paper script, .paper [onerror], .paper a[href^=javascript]')).toHaveCount(0);
  await page.waitForTimeout(300);
  expect(dialogs).toEqual([]);
});

test('a link holds the notebook, and opening it changes none of the reader’s own', async ({
  page,
  browser,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await newNotebook(page);
  await write(page, 0, 'print("shared → ∂")');
  await run(page);
  await button(page, 'Copy link').click();
  await expect(page.getByText('The link is in the clipboard.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(2_000);

  const context = await browser.newContext({ serviceWorkers: 'block' });
  const reader = await context.newPage();
  await newReaderNotebook(reader, link);
  await expect(code(reader, 0)).toHaveText('print("shared → ∂")');
  await expect(output(reader, 0)).toHaveCount(0);
  // Merely read, it is not kept.
  await expect(reader.locator('.notebooks .entry')).toHaveCount(6);
  await code(reader, 0).click();
  await reader.keyboard.press('Control+End');
  await reader.keyboard.type('  # mine');
  await expect(reader.locator('.notebooks .entry')).toHaveCount(7);
  await expect(reader).toHaveURL(/#notebook\?name=own-/);
  await reader.reload();
  await shown(reader);
  expect(await sources(reader)).toEqual(['print("shared → ∂")  # mine']);
  await reader.locator('.notebooks .entry', { hasText: 'Untitled' }).last().click();
  await expect(code(reader, 0)).toHaveText('"my own"');
  await context.close();
});

/** A reader who has a notebook, and then opens the link. */
async function newReaderNotebook(page: Page, link: string): Promise<void> {
  await page.goto(link.split('#')[0]!);
  await page.getByRole('tab', { name: 'Notebook' }).click();
  await shown(page);
  await button(page, 'New').click();
  await expect(cells(page)).toHaveCount(1);
  await write(page, 0, '"my own"');
  await kept(page);
  await page.goto(link);
  await expect(page).toHaveURL(/shared=/);
}

for (const [what, fragment] of [
  ['is cut short', '#notebook?shared=q1YqSyzKTFSyUoqOBQA'],
  ['is no link', '#notebook?shared=%3Cscript%3E'],
  ['names a notebook that is not there', '#notebook?name=own-12345678'],
] as const) {
  test(`a link that ${what} says so and leads on`, async ({ page }) => {
    await page.goto(`./${fragment}`);
    await expect(page.getByRole('alert')).toContainText('cannot be opened');
    await button(page, 'Open the first notebook').click();
    await shown(page);
    await expect(cells(page).first()).toContainText('Automatic differentiation');
  });
}

test('a link that unpacks into too much is refused', async ({ page }) => {
  await page.goto('./');
  const packed = await page.evaluate(async () => {
    const stream = new Blob([new Uint8Array(60_000_000)])
      .stream()
      .pipeThrough(new CompressionStream('deflate-raw'));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  });
  await page.goto(`./#notebook?shared=${packed}`);
  await expect(page.getByRole('alert')).toContainText('longer than');
});

test('two tabs with the same notebook do not overwrite each other', async ({ context }) => {
  const first = await context.newPage();
  await newNotebook(first);
  await write(first, 0, '"first"');
  await kept(first);
  const second = await context.newPage();
  await second.goto(first.url());
  await shown(second);
  await expect(code(second, 0)).toHaveText('"first"');

  // A tab in which nothing is unsaved follows.
  await write(second, 0, '"second"');
  await expect(code(first, 0)).toHaveText('"second"');
  await expect(banner(first)).toContainText('Changed in another tab');

  // Changes of both at once: each keeps its own until the user chooses.
  for (const page of [first, second]) {
    await code(page, 0).click();
    await page.keyboard.press('Control+A');
  }
  await Promise.all([first.keyboard.insertText('"mine"'), second.keyboard.insertText('"theirs"')]);
  const conflicts = async (): Promise<number> =>
    (await first.getByText('changed in another tab too').count()) +
    (await second.getByText('changed in another tab too').count());
  await expect.poll(conflicts).toBe(1);
  const loser = (await first.getByText('changed in another tab too').count()) > 0 ? first : second;
  const winner = loser === first ? second : first;
  await button(loser, 'Keep both').click();
  await expect(loser.getByRole('textbox', { name: 'Title' })).toHaveValue('Untitled, copy');
  const texts = [await code(first, 0).innerText(), await code(second, 0).innerText()];
  expect(texts.map((text) => text.trim()).sort()).toEqual(['"mine"', '"theirs"']);
  await winner.reload();
  await shown(winner);
  await expect(winner.locator('.notebooks .entry', { hasText: 'Untitled, copy' })).toBeVisible();
});

test('full storage is said, and nothing stops', async ({ page }) => {
  await openNotebook(page);
  const { origin } = new URL(page.url());
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 });
  await cell(page, 0).click();
  await page.keyboard.press('b');
  await expect(banner(page)).toContainText('storage is full');
  expect(JSON.parse(await saved(page, 'Save .ipynb')).cells).toHaveLength(33);
});

test('without storage the notebook runs, and says that nothing is kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      value: {
        open: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      },
    });
  });
  await openNotebook(page);
  await cell(page, 0).click();
  await page.keyboard.press('b');
  await expect(banner(page)).toContainText('keeps nothing for this page');
});
