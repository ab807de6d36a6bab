import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { input, message, open } from './page';

const EXAMPLE = 'tanh(x)*exp(-x^2)';

const route = (expr: string, rest = 'order=1&points=1024&dtype=float32'): string =>
  `#code?f=${encodeURIComponent(expr)}&${rest}`;

/** Opens the view and waits for the code. */
async function openCode(page: Page, fragment: string): Promise<void> {
  await page.goto(`./${fragment}`);
  await page.waitForFunction(() => performance.getEntriesByName('first-code').length > 0);
}

const source = (page: Page): Locator => page.getByRole('listbox', { name: 'Source' });
const traced = (page: Page): Locator => page.getByRole('listbox', { name: 'Jaxpr as traced' });
const simplified = (page: Page): Locator => page.getByRole('listbox', { name: 'Simplified' });
const module = (page: Page): Locator => page.getByRole('listbox', { name: 'WebAssembly' });
const term = (page: Page, text: string): Locator =>
  source(page).getByRole('option', { name: text, exact: true });

/** The operations of the lines that are linked, among those in the document. */
async function linkedOperations(list: Locator): Promise<string[]> {
  const texts = await list.getByRole('option', { selected: true }).locator('b').allTextContents();
  return [...new Set(texts)].sort();
}

test('the code of the function that is drawn is one step away', async ({ page }) => {
  await open(page, `#plot?f=${encodeURIComponent('sqrt(x)')}&x=0:4`);
  await page.getByRole('button', { name: 'Show the code' }).click();
  await expect(page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true');
  await expect(traced(page).getByRole('option').filter({ hasText: 'sqrt a' })).toHaveCount(1);
  await expect(page).toHaveURL(/#code\?f=sqrt\(x\)&order=1&points=1024&dtype=float32$/);
  await page.goBack();
  await expect(page.getByRole('tab', { name: 'Plot' })).toHaveAttribute('aria-selected', 'true');
});

test('a list that is left while it moves is missed by nothing', async ({ page }) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await openCode(page, route(EXAMPLE));
  await term(page, 'term 4, exp(-x^2)').click();
  await page.getByRole('tab', { name: 'Regression' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(errors).toEqual([]);
});

test('a term leads to its equations and instructions', async ({ page }) => {
  await openCode(page, route(EXAMPLE));
  await term(page, 'term 4, exp(-x^2)').click();
  expect(await linkedOperations(traced(page))).toEqual(['exp', 'mul']);
  expect(await linkedOperations(simplified(page))).toEqual(['exp', 'mul']);
  // The module has moved to where the exponential function begins, which clamps its argument.
  const clamp = module(page).getByRole('option', { selected: true }).filter({ hasText: 'f32x4.pmin' });
  await expect(clamp.first()).toBeInViewport();
  await expect(
    page.getByText(/^exp\(-x\^2\): 2 equations traced, 2 simplified, \d+ lines of WebAssembly$/),
  ).toBeAttached();

  // It stays while the pointer is elsewhere, and Escape lets it go.
  await term(page, 'term 1, tanh(x)').hover();
  expect(await linkedOperations(traced(page))).toEqual(['exp', 'mul']);
  await page.keyboard.press('Escape');
  await expect(term(page, 'term 4, exp(-x^2)')).toHaveAttribute('aria-selected', 'false');
});

test('pointing at characters of the source finds the innermost term', async ({ page }) => {
  await openCode(page, route(EXAMPLE));
  await page.locator('.code-line-of-source span', { hasText: /^\*$/ }).hover();
  await expect(term(page, 'term 5, tanh(x)*exp(-x^2)')).toHaveAttribute('aria-selected', 'true');
  expect(await linkedOperations(simplified(page))).toEqual(['add', 'mul']);
  await page.locator('.code-line-of-source span', { hasText: /^x$/ }).first().hover();
  await expect(term(page, 'x, the variable')).toHaveAttribute('aria-selected', 'true');
  await expect(
    module(page).getByRole('option', { selected: true }).filter({ hasText: 'v128.load' }).first(),
  ).toBeVisible();
});

test('an instruction leads back to its equation and term', async ({ page }) => {
  await openCode(page, route(EXAMPLE));
  // tanh clamps its argument first.
  await module(page).getByRole('option').filter({ hasText: 'f32x4.pmin' }).first().click();
  await expect(term(page, 'term 1, tanh(x)')).toHaveAttribute('aria-selected', 'true');
  await expect(simplified(page).getByRole('option', { selected: true })).toHaveText(/tanh a/);
  await expect(traced(page).getByRole('option', { selected: true })).toHaveText(/tanh a/);
});

test('equations that were merged lead to both terms', async ({ page }) => {
  await openCode(page, route('sin(x) + 1/sin(x)', 'order=0&points=64&dtype=float64'));
  await simplified(page).getByRole('option').filter({ hasText: 'sin a' }).click();
  await expect(traced(page).getByRole('option', { selected: true })).toHaveCount(2);
  await expect(source(page).getByRole('option', { selected: true })).toHaveCount(2);
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await openCode(page, route(EXAMPLE));
  await input(page).focus();
  const { keyboard } = page;
  const tabTo = async (target: Locator): Promise<void> => {
    for (let presses = 0; presses < 40; presses++) {
      await keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error('the Tab key never came there');
  };
  await tabTo(source(page));
  await keyboard.press('End');
  await expect(source(page)).toHaveAttribute('aria-activedescendant', 'code-term-5');
  expect(await linkedOperations(traced(page))).toEqual(['add', 'mul']);
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await tabTo(module(page));
  // Pinned: the lines do not change while the cursor walks over others.
  await keyboard.press('PageDown');
  expect(await linkedOperations(traced(page))).toEqual(['exp', 'mul']);
  await keyboard.press('Escape');
  await keyboard.press('End');
  const active = await module(page).getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveText('(export "0" (func $run0)))');
  await expect(page.locator(`#${active}`)).toBeInViewport();
});

test('order, points and precision are part of the link', async ({ page }) => {
  await openCode(page, route('x^2'));
  await page.getByRole('button', { name: 'f to f⁗' }).click();
  await page.getByLabel('Points').selectOption('64');
  await page.getByLabel('Precision').selectOption('float64');
  await expect(page).toHaveURL(/#code\?f=x%5E2&order=4&points=64&dtype=float64$/);
  await expect(traced(page).getByRole('option').first()).toContainText('f64[64]');
  await page.reload();
  await expect(traced(page).getByRole('option').first()).toContainText('f64[64]');
  await expect(page.getByRole('button', { name: 'f to f⁗' })).toHaveAttribute('aria-pressed', 'true');
});

test('a link that asks for what there is not is followed as far as it goes', async ({ page }) => {
  await openCode(page, route('x^2', 'order=9&points=3&dtype=int8'));
  await expect(
    page.getByText(/order=9 is not an order from 0 to 4; points=3 is none of .*; dtype=int8 is none of/),
  ).toBeVisible();
  await expect(traced(page).getByRole('option').first()).toContainText('f32[1024]');
});

test('an error is told where it is, and the last code stays', async ({ page }) => {
  await openCode(page, route('x^2'));
  await input(page).fill('tahn(x)');
  await expect(message(page)).toContainText('tanh');
  await expect(traced(page).getByRole('option').filter({ hasText: 'integer_pow' })).toHaveCount(1);
  await input(page).fill('cos(x)');
  await expect(traced(page).getByRole('option').filter({ hasText: 'cos a' })).toHaveCount(1);
  await expect(message(page)).toHaveText('');
});

test('it is measured, and says how long a run takes', async ({ page }) => {
  await openCode(page, route(EXAMPLE));
  await expect(page.getByRole('row', { name: /^A run, 1024 points [\d.]+ (µs|ms)$/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Print the module/ })).toBeVisible();
});

test('a long module has few elements, and is copied whole', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openCode(
    page,
    route(`${EXAMPLE}+sin(3x)*log(x)+sqrt(x)*cos(x)`, 'order=4&points=1024&dtype=float64'),
  );
  const lines = Number(await module(page).getByRole('option').first().getAttribute('aria-setsize'));
  expect(lines).toBeGreaterThan(1000);
  expect(await module(page).getByRole('option').count()).toBeLessThan(120);
  await page.getByRole('button', { name: 'Copy WebAssembly' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.split('\n')).toHaveLength(lines);
  expect(text.startsWith('(module\n')).toBe(true);
});

const shaders = (page: Page): Locator => page.getByRole('listbox', { name: 'WGSL' });

test('the shaders of a GPU stand beside the module, with the same links', async ({ page }) => {
  await openCode(page, route(EXAMPLE));
  await page.getByRole('button', { name: 'WGSL', exact: true }).click();
  await expect(page).toHaveURL(/&as=wasm,wgsl$/);
  await expect(shaders(page).getByRole('option').filter({ hasText: 'fn main(' })).toHaveCount(1);
  await term(page, 'term 4, exp(-x^2)').click();
  await expect(shaders(page).getByRole('option', { selected: true }).first()).toBeInViewport();
  await expect(
    page.getByText(/^exp\(-x\^2\): 2 equations traced, 2 simplified, \d+ lines of WebAssembly, \d+ of WGSL$/),
  ).toBeAttached();
  // From a statement back to its term: tanh clamps its argument first.
  await page.keyboard.press('Escape');
  await shaders(page).getByRole('option').filter({ hasText: 'select(x0' }).first().click();
  await expect(term(page, 'term 1, tanh(x)')).toHaveAttribute('aria-selected', 'true');
  const clamp = module(page).getByRole('option', { selected: true }).filter({ hasText: 'f32x4.pmin' });
  await expect(clamp.first()).toBeVisible();

  // One of both is enough, and one stays.
  await page.getByRole('button', { name: 'WebAssembly', exact: true }).click();
  await expect(module(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'WGSL', exact: true }).click();
  await expect(shaders(page)).toBeVisible();
  await page.reload();
  await expect(shaders(page)).toBeVisible();
  await expect(module(page)).toHaveCount(0);
});

test('what no GPU computes with is said where the shaders would be', async ({ page }) => {
  await openCode(page, route('tanh(x)', 'order=0&points=64&dtype=float64&as=wgsl'));
  await expect(shaders(page).getByRole('option').filter({ hasText: 'No GPU computes' })).toHaveCount(1);
  await shaders(page).getByRole('option').filter({ hasText: 'tanh' }).click();
  await expect(simplified(page).getByRole('option', { selected: true })).toHaveText(/tanh a/);
});

test('nothing is loaded for shaders that nobody asks for', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await openCode(page, route(EXAMPLE));
  await expect(page.getByRole('row', { name: /^Per point [\d.]+ ns$/ })).toBeVisible();
  expect(loaded.filter((url) => url.includes('program'))).toEqual([]);
});

test('a function of two variables has the code of its gradient', async ({ page }) => {
  await open(page, `#plot?f=${encodeURIComponent('g(u, v) = u sin v')}&x=-3:3`);
  await page.getByRole('button', { name: 'Show the code' }).click();
  const upTo = page.getByRole('group', { name: 'Derivatives up to' });
  await expect(upTo.getByRole('button')).toHaveCount(2);
  await expect(upTo.getByRole('button', { name: 'g and ∇g' })).toHaveAttribute('aria-pressed', 'true');
  await expect(term(page, 'u and v, the variables')).toHaveCount(1);
  const operation = (list: Locator, name: string): Locator =>
    list.getByRole('option').filter({ hasText: new RegExp(` = ${name} `) });
  await expect(operation(simplified(page), 'sin')).toHaveCount(1);
  await expect(operation(simplified(page), 'cos')).toHaveCount(1);
  await term(page, 'term 1, sin v').click();
  expect(await linkedOperations(simplified(page))).toEqual(expect.arrayContaining(['cos', 'sin']));
  expect((await linkedOperations(module(page))).length).toBeGreaterThan(0);
  await expect(page.getByText(/^A run, 1024 points/)).toBeVisible();
  await upTo.getByRole('button', { name: 'g', exact: true }).click();
  await expect(operation(simplified(page), 'cos')).toHaveCount(0);
  await page.getByRole('button', { name: 'WGSL' }).click();
  const shaders = page.getByRole('listbox', { name: 'WGSL' });
  await expect(shaders.getByRole('option').filter({ hasText: '@compute' }).first()).toBeAttached();
  // Back to one variable, whose orders are all there again.
  await input(page).fill('sin x');
  await expect(upTo.getByRole('button')).toHaveCount(5);
});

test('window.fluxion explains too', async ({ page }) => {
  await open(page);
  const answer = await page.evaluate(async () => {
    const {
      terms,
      termOf,
      origins,
      module: code,
    } = await window.fluxion.explain('exp(x)*exp(x)', { order: 0, points: 64 });
    const { ms, runs } = await window.fluxion.measure('exp(x)*exp(x)', { order: 0, points: 64 });
    return { terms, termOf, origins, first: code.lines[0], ms, runs };
  });
  expect(answer.terms.map(({ text }) => text)).toEqual(['the variable', 'exp(x)', 'exp(x)', 'exp(x)*exp(x)']);
  expect(answer.termOf).toEqual([1, 2, 3]);
  expect(answer.origins).toEqual([[0, 1], [2]]);
  expect(answer.first).toEqual({ text: '(module', equation: null, reads: false, terms: [] });
  expect(answer.ms).toBeGreaterThan(0);
  expect(answer.runs).toBeGreaterThan(2);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the code', async ({ page }) => {
      await openCode(page, route(EXAMPLE));
      const audit = async (): Promise<void> => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        ).toEqual([]);
      };
      await expect(page.getByRole('row', { name: /^Per point [\d.]+ ns$/ })).toBeVisible();
      await audit();
      await term(page, 'term 4, exp(-x^2)').click();
      await audit();
      await page.getByRole('button', { name: 'WGSL', exact: true }).click();
      await expect(shaders(page)).toBeVisible();
      await audit();
    });
  });
}

for (const width of [320, 340, 768, 1200, 1440]) {
  test(`nothing sticks out at a width of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openCode(
      page,
      route(
        `${EXAMPLE} + sin(3x) + log(x) + sqrt(x) + cos(x)`,
        'order=1&points=1024&dtype=float32&as=wasm,wgsl',
      ),
    );
    await expect(shaders(page)).toBeVisible();
    await expect(page.locator('.formula-typeset .katex')).toBeVisible();
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
    const times = page.locator('.code-times');
    const room = (await times.boundingBox())!;
    const table = (await times.locator('table').boundingBox())!;
    expect(table.x + table.width).toBeLessThan(room.x + room.width);
  });
}
