/** What the tests do with the page, in the words of a user. */
import { expect, type Locator, type Page } from '@playwright/test';

export const plot = (page: Page): Locator => page.getByRole('application', { name: 'Plot' });
/** The input line. Its name is what stands before it, unless the text has a left side of its own. */
export const input = (page: Page): Locator =>
  page.getByRole('textbox', { name: /^(f\(x(, y)?\) =|Function)$/ });
export const message = (page: Page): Locator => page.locator('#formula-message');

/** Opens the page and waits for the first curve. */
export async function open(page: Page, fragment = ''): Promise<void> {
  await page.goto(`./${fragment}`);
  await firstCurve(page);
}

export async function firstCurve(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('first-curve').length > 0);
}

/** Waits until the canvas paints instead of the SVG. */
export async function canvasPaints(page: Page): Promise<void> {
  await expect(page.locator('.stage-svg')).toBeHidden();
}

/** Waits until the plot's layout is final and the worker has answered everything: nothing happens by itself any more. */
export async function comesToRest(page: Page): Promise<void> {
  await expect(page.locator('.formula-typeset .katex')).toBeVisible();
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    // The formula's fonts load once it is laid out, and may then move the stage's edge.
    await frame();
    await document.fonts.ready;
    await frame();
    await frame();
    // Requests are answered in their order. What waits for an answer to be asked is asked when that comes.
    await window.fluxion.derivatives('x', [0]);
    await window.fluxion.derivatives('x', [0]);
  });
}

/** Replaces the text of the input line, and waits for its picture. */
export async function type(page: Page, expr: string): Promise<void> {
  await input(page).fill(expr);
  await expect(input(page)).toHaveAttribute('aria-invalid', 'false');
  await page.waitForFunction(
    (text) => document.querySelector('.stage')?.getAttribute('data-expr') === text,
    expr,
  );
}

export interface Reading {
  x: number;
  values: number[];
}

// What belongs together is read at one moment: between two calls the page may have moved on.

/** The numbers that stand beside the legend; NaN where there is none. */
export async function readTrace(page: Page): Promise<Reading> {
  const { x, values } = await page.locator('.curves').evaluate((curves) => ({
    x: curves.querySelector('.curves-x .number')?.textContent ?? '',
    values: [...curves.querySelectorAll('.curve-value')].map((value) => value.textContent!),
  }));
  return { x: number(x), values: values.map(number) };
}

/** Reads a number as the page writes it; NaN where it writes none. */
export function number(text: string): number {
  const plain = text.trim();
  if (plain === '') return NaN;
  return plain === '∞' ? Infinity : plain === '-∞' ? -Infinity : Number(plain);
}

export async function xRange(page: Page): Promise<[number, number]> {
  const [from, to] = await page
    .getByRole('form', { name: 'Range' })
    .evaluate((form) => ['from', 'to'].map((name) => new FormData(form as HTMLFormElement).get(name)));
  return [number(String(from)), number(String(to))];
}

/** The affine map value = offset + slope · pixel that the numbers at the ticks of an axis tell. */
export async function axis(page: Page, which: 'x' | 'y'): Promise<(pixel: number) => number> {
  const ticks = await page.locator(`.stage-texts .text-tick-${which}`).evaluateAll(
    (elements, name) =>
      elements
        .map((element) => ({
          pixel: Number(element.getAttribute(name)),
          value: Number(element.textContent!.replace('−', '-')),
          centred: name === 'y' || element.getAttribute('text-anchor') === 'middle',
        }))
        // The 0 beside the crossing of the axes stands a little aside.
        .filter((tick) => tick.centred && Number.isFinite(tick.value)),
    which,
  );
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  const first = ticks[0]!;
  const last = ticks.at(-1)!;
  const slope = (last.value - first.value) / (last.pixel - first.pixel);
  // A number beside the y axis is centred on its tick: its baseline lies 0.35 of the font's 12 pixels lower.
  const shift = which === 'y' ? -0.35 * 12 : 0;
  return (pixel) => first.value + (pixel - shift - first.pixel) * slope;
}

/** The points of a curve in the SVG picture, in pixels. */
export async function curvePoints(page: Page, order: number): Promise<[number, number][][]> {
  const path = await page.locator(`.stage-svg path.order-${order}`).getAttribute('d');
  return path!
    .split('M')
    .filter((part) => part !== '')
    .map((part) => part.split('L').map((point) => point.split(' ').map(Number) as [number, number]));
}

/** |a − b| in units of the larger of |b| and 1. */
export function distance(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(b), 1);
}
