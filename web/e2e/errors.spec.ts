import { expect, test } from '@playwright/test';
import { curvePoints, input, message, open, type } from './page';

test('a wrong line keeps the picture, and a caret stands under the place', async ({ page }) => {
  await page.route('**/canvas.html', (route) => route.abort());
  await open(page);
  const before = await curvePoints(page, 0);
  await input(page).fill('2*tahn(x)+1');
  await expect(message(page)).toContainText('tahn');
  await expect(message(page)).toContainText(/did you mean \W?tanh?\b/);
  expect(await curvePoints(page, 0)).toEqual(before);

  // The caret's left end lies where the text before the culprit ends.
  const caret = (await page.locator('.formula-culprit').boundingBox())!;
  const field = (await input(page).boundingBox())!;
  const advance = await input(page).evaluate((element) => {
    const context = document.createElement('canvas').getContext('2d')!;
    context.font = getComputedStyle(element).font;
    return context.measureText('0').width;
  });
  expect(Math.abs(caret.x - (field.x + 2 * advance))).toBeLessThan(1);
  expect(Math.abs(caret.width - 4 * advance)).toBeLessThan(1);

  await type(page, '2*tanh(x)+1');
  await expect(page.locator('.formula-culprit')).toHaveCount(0);
  expect(await curvePoints(page, 0)).not.toEqual(before);
});

const WRONG: [string, string][] = [
  ['nothing', ''],
  ['spaces', '   '],
  ['an open parenthesis', '(x+1'],
  ['a closing parenthesis too many', 'x+1)'],
  ['two operators', 'x+*2'],
  ['an unknown name', 'foo(x)'],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['100 kB', `${'x+'.repeat(50_000)}`],
  ['deep nesting', '('.repeat(20_000)],
];

for (const [name, expr] of WRONG) {
  test(`says what is wrong with ${name}`, async ({ page }) => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await open(page);
    await input(page).fill(expr);
    await expect(input(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(message(page)).not.toBeEmpty();
    await expect(message(page).locator('*')).toHaveCount(0);
    // The engine lives on.
    await type(page, 'x^2');
    expect(errors).toEqual([]);
  });
}

test('a link to a wrong line says so in an empty plane, where one can go on', async ({ page }) => {
  await open(page, '#plot?f=tahn(x)');
  await expect(message(page)).toContainText('tahn');
  await expect(page.locator('.stage-texts .text-tick-x').first()).toBeVisible();
  await type(page, 'tanh(x)');
  await expect(message(page)).toBeEmpty();
});

test('a function that is no number anywhere gets a notice', async ({ page }) => {
  await open(page);
  await type(page, 'sqrt(-1-x^2)');
  await expect(message(page)).not.toBeEmpty();
  await type(page, '1/0');
  await expect(message(page)).not.toBeEmpty();
  await type(page, 'x');
  await expect(message(page)).toBeEmpty();
});
