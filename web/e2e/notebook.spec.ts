import { expect, test } from '@playwright/test';
import {
  banner,
  button,
  cell,
  cells,
  code,
  idle,
  kept,
  newNotebook,
  openNotebook,
  output,
  run,
  shown,
  sources,
  status,
  write,
} from './notebook';

test('the tutorial runs from its first cell to its last', async ({ page }) => {
  test.setTimeout(180_000);
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await openNotebook(page);
  await button(page, 'Run all').click();
  await idle(page);
  await expect(page.locator('.error')).toHaveCount(0);
  const said = async (source: string): Promise<string> =>
    page.locator('.cell', { hasText: source }).first().locator('.outputs').innerText();
  // The digits that JAX prints.
  expect(await said('print(grad(jnp.tanh)(2.0))')).toMatch(/^0\.070650\d*\s+0\.07065\d*/);
  expect(await said('print(grad(grad(jnp.tanh))(2.0))')).toMatch(/^-0\.1362\d+\s+0\.2526\d+/);
  expect(await said('for order, d in enumerate(derivatives)')).toMatch(
    /0 1\.0\s+1 4\.0\s+2 10\.0\s+3 6\.0\s+4 0\.0/,
  );
  expect(await said('check_grads(loss')).toContain('agree with finite differences');
  const figures = page.locator('img.figure');
  await expect(figures).toHaveCount(3);
  for (const figure of await figures.all()) {
    expect(await figure.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    expect(await figure.getAttribute('alt')).not.toBe('');
  }
  expect(errors).toEqual([]);
});

for (const name of ['jacobians-and-hessians', 'taylor-mode', 'custom-rules', 'train-a-classifier']) {
  test(`the notebook ${name} runs without an error`, async ({ page }) => {
    test.setTimeout(180_000);
    await openNotebook(page, `#notebook?name=${name}`);
    await button(page, 'Run all').click();
    await idle(page);
    expect(await page.locator('.error').allInnerTexts()).toEqual([]);
    const last = page.locator('.cell[data-kind=code]').last();
    await expect(last.locator('.count')).toHaveText(/\d/);
  });
}

test('restarting and running all begins anew, whatever runs', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'try: n += 1\nexcept NameError: n = 0\nn');
  await page.keyboard.press('Alt+Enter');
  await page.keyboard.insertText('import time\ntime.sleep(n)\nn += 5');
  await button(page, 'Run all').click();
  await idle(page);
  await write(page, 1, 'while n > 0: pass');
  await button(page, 'Run all').click();
  await expect(cell(page, 1)).toHaveAttribute('data-state', 'running');
  await button(page, 'Restart and run all').click();
  await idle(page);
  await expect(output(page, 0)).toHaveText('0');
  await expect(cell(page, 1).locator('.count')).toHaveText('[2]');
  await expect(output(page, 1)).toHaveCount(0);
});

test('a cell shows what it prints, its value, its number and its time', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'import jax.numpy as jnp\nprint("one")\njnp.arange(3)');
  await run(page);
  await expect(output(page, 0)).toContainText('one');
  await expect(output(page, 0)).toContainText('Array([0, 1, 2], dtype=int32)');
  await expect(cell(page, 0).locator('.count')).toHaveText('[1]');
  await expect(cell(page, 0).locator('.time')).toHaveText(/ms|s$/);
});

test('an error names the cell and the line, and leads there', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'def half(x):\n    return x / nothing\n');
  await page.keyboard.press('Shift+Enter');
  await write(page, 1, 'y = 1\nhalf(y)');
  await page.keyboard.press('Shift+Enter');
  await idle(page);
  const error = output(page, 1);
  await expect(error).toContainText("NameError: name 'nothing' is not defined");
  await expect(code(page, 1).locator('.fault-line')).toHaveText('half(y)');
  await error.getByRole('button', { name: 'cell 1, line 2' }).click();
  await expect(code(page, 0).locator('.cm-content')).toBeFocused();
  await expect(code(page, 0).locator('.fault-line')).toContainText('return x / nothing');
  // The cursor is on the line: what is typed lands there.
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect(code(page, 0)).toContainText('eturn x / nothing');
});

test('a cell that fails keeps those after it from running', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, '1 / 0');
  await button(page, '+ Code').first().click();
  await write(page, 1, 'print("never")');
  await button(page, 'Run all').click();
  await expect(output(page, 0)).toContainText('ZeroDivisionError');
  await idle(page);
  await expect(output(page, 1)).toHaveCount(0);
});

test('an endless loop is stopped at once, and the next run has its variables', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'n = 0\nwhile True: n += 1');
  await page.keyboard.press('Control+Enter');
  await expect(status(page)).toHaveText('Running');
  // The page answers while the program runs: it draws, and its other views compute.
  const slope = await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return (await window.fluxion.trace('x^2', 3, 1)).values[1];
  });
  expect(slope).toBe(6);
  await expect(status(page)).toHaveText('Running');
  await page.keyboard.press('i');
  await page.keyboard.press('i');
  await expect(output(page, 0)).toContainText('KeyboardInterrupt');
  await button(page, '+ Code').first().click();
  await write(page, 1, 'n > 0');
  await run(page);
  await expect(output(page, 1)).toHaveText('True');
});

test('what floods the page with text is collapsed and can be stopped', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'for i in range(100): print(i)');
  await run(page);
  await expect(output(page, 0)).toContainText('23');
  await expect(output(page, 0)).not.toContainText('99');
  await button(page, 'Show all 100 lines').click();
  await expect(output(page, 0)).toContainText('99');
  await write(page, 0, 'while True: print("again and again")');
  await page.keyboard.press('Control+Enter');
  await expect(output(page, 0)).toContainText('again and again');
  await button(page, 'Stop').first().click();
  await idle(page);
  await expect(output(page, 0)).toContainText('KeyboardInterrupt');
});

test('restarting takes the variables and says so', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'x = 1\nx');
  await run(page);
  await button(page, 'Restart').click();
  await expect(banner(page)).toContainText('The variables are gone');
  await write(page, 0, 'x');
  await run(page);
  await expect(output(page, 0)).toContainText('NameError');
  await expect(cell(page, 0).locator('.count')).toHaveText('[1]');
});

test('nothing is lost when the page is loaded again, outputs included', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'print(6 * 7)');
  await page.keyboard.press('Shift+Enter');
  await idle(page);
  await page.keyboard.type('# the very last words');
  await page.reload();
  await shown(page);
  await expect(cells(page)).toHaveCount(2);
  await expect(output(page, 0)).toHaveText('42');
  expect(await sources(page)).toEqual(['print(6 * 7)', '# the very last words']);
});

test('a shipped notebook keeps changes, and goes back to the original', async ({ page }) => {
  await openNotebook(page, '#notebook?name=taylor-mode');
  const count = await cells(page).count();
  await cell(page, 0).click();
  await page.keyboard.press('b');
  await expect(cells(page)).toHaveCount(count + 1);
  await kept(page);
  await page.reload();
  await shown(page);
  await expect(cells(page)).toHaveCount(count + 1);
  await button(page, 'Reset to the original').click();
  await expect(cells(page)).toHaveCount(count);
  await banner(page).getByRole('button', { name: 'Undo' }).click();
  await expect(cells(page)).toHaveCount(count + 1);
});

test('a function of a cell opens in the plot', async ({ page }) => {
  await newNotebook(page);
  await write(
    page,
    0,
    'import jax.numpy as jnp\ndef wave(t):\n    """A wave."""\n    return jnp.sin(t) * jnp.exp(-t**2)',
  );
  await button(page, 'Plot it').click();
  await expect(page.getByRole('tab', { name: 'Plot' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: 'Function' })).toHaveValue(
    'wave(t) = jnp.sin(t) * jnp.exp(-t**2)',
  );
  await expect(page.locator('.stage')).toHaveAttribute('data-expr', /wave/);
  await page.goBack();
  await expect(page.getByRole('tab', { name: 'Notebook' })).toHaveAttribute('aria-selected', 'true');
  await write(page, 0, 'def f(x):\n    return undefined_name * x');
  await expect(button(page, 'Plot it')).toHaveCount(0);
});

test('links lead to other notebooks and back', async ({ page }) => {
  await openNotebook(page);
  await page.locator('.markdown').getByRole('link', { name: 'Taylor mode' }).click();
  await expect(page.getByRole('heading', { name: 'Taylor mode' })).toBeInViewport();
  await expect(page.locator('.entry[aria-current]')).toHaveText('Taylor mode');
  await page.goBack();
  await expect(page.locator('.entry[aria-current]')).toContainText('Automatic differentiation');
});

test('names are completed and explained', async ({ page }) => {
  await newNotebook(page);
  await write(page, 0, 'import jax.numpy as jnp\n');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('jnp.tan');
  const choice = page.getByRole('option', { name: /^tanh/ });
  await expect(choice).toBeVisible();
  // For a moment after it has appeared, the list takes no key.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(choice).toHaveAttribute('aria-selected', 'true', { timeout: 100 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(code(page, 0)).toContainText('jnp.tanh');
  await page.keyboard.type('(');
  await expect(page.locator('.docs-signature')).toContainText('tanh(x');
  await page.keyboard.type('1.0');
  await page.keyboard.press('Escape');
  await expect(page.locator('.docs-signature')).toHaveCount(0);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+i');
  await expect(page.locator('.docs-text')).not.toBeEmpty();
});

test('a long notebook opens and runs', async ({ page }) => {
  const cells = Array.from({ length: 60 }, (_, index) => ({
    id: `c${index}`,
    metadata: {},
    ...(index % 2 === 0
      ? { cell_type: 'markdown', source: `## Part ${index}\n\n$x_{${index}}^2$` }
      : { cell_type: 'code', source: `total = ${index}`, outputs: [], execution_count: null }),
  }));
  cells.push({ ...cells[1]!, id: 'last', source: 'total' });
  await openNotebook(page);
  const buffer = Buffer.from(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'long.ipynb', mimeType: 'application/json', buffer });
  await expect(page.locator('.cell .katex')).toHaveCount(30);
  await button(page, 'Run all').click();
  await expect(output(page, 60)).toHaveText('59');
  // An editor is made only for what is on screen or near it, and at once for what is looked for.
  await page.locator('.outline .entry', { hasText: 'Part 58' }).click();
  await expect(cell(page, 58)).toBeFocused();
  await expect(cell(page, 59).locator('.cm-content')).toBeInViewport();
});

test('Python that cannot be loaded says so, and can be started again', async ({ page }) => {
  let broken = true;
  await page.route('**/assets/program-*.wasm', async (route) => {
    if (broken) await route.fulfill({ status: 503, body: 'not now' });
    else await route.continue();
  });
  await openNotebook(page);
  await expect(page.getByRole('alert')).toContainText('Python cannot run');
  await button(page, 'Run all').click();
  await expect(status(page)).toHaveText('Python cannot run');
  await idle(page);
  broken = false;
  await button(page, 'Start it again').click();
  await expect(banner(page)).toHaveCount(0);
  await cell(page, 1).click();
  await run(page);
  await expect(cell(page, 1).locator('.count')).toHaveText(/^\[\d\]$/);
  await expect(output(page, 1)).toHaveCount(0);
});

test('a program that cannot be interrupted is ended, and its cells are marked', async ({ page }) => {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const trap = `self.addEventListener('message', (event) => {
      if (event.data.type === 'execute' && event.data.source.includes('stubborn')) for (;;) {}
    });\n`;
    await route.fulfill({ response, body: trap + (await response.text()) });
  });
  await newNotebook(page);
  await write(page, 0, 'x = 1\nx');
  await run(page);
  await expect(cell(page, 0).locator('.count')).toHaveAttribute('data-old', 'false');
  await button(page, '+ Code').first().click();
  await write(page, 1, '# stubborn');
  await page.keyboard.press('Control+Enter');
  await button(page, 'Stop').first().click();
  await expect(banner(page)).toContainText('The variables are gone');
  await expect(cell(page, 0).locator('.count')).toHaveAttribute('data-old', 'true');
  await expect(output(page, 1)).toContainText('KeyboardInterrupt');
  await banner(page).getByRole('button', { name: 'Dismiss' }).click();
  await write(page, 0, 'x = 2\nx');
  await run(page);
  await expect(output(page, 0)).toHaveText('2');
});
