import { expect, test, type Page } from '@playwright/test';
import {
  axis,
  canvasPaints,
  comesToRest,
  curvePoints,
  distance,
  input,
  open,
  plot,
  readTrace,
  type,
  xRange,
} from './page';

/** x³ + 2x² − 3x + 1 and its derivatives. */
const cubic = (x: number): number[] => [
  x ** 3 + 2 * x ** 2 - 3 * x + 1,
  3 * x ** 2 + 4 * x - 3,
  6 * x + 4,
  6,
  0,
];

/** sin x cos x = ½ sin 2x. */
const sineTimesCosine = (x: number): number[] =>
  [0, 1, 2, 3, 4].map((k) => 2 ** (k - 1) * Math.sin(2 * x + (k * Math.PI) / 2));

/** tanh(x)·exp(−x²) and its derivatives, by mpmath with 40 digits. */
const TANH_EXP: [number, number[]][] = [
  [
    -1.5,
    [
      -0.095401924047694617, -0.26715943252735049, -0.51905590855644594, -0.092793927383316802,
      4.2944016605534388,
    ],
  ],
  [
    0.25,
    [0.23007979078884807, 0.76802233281292184, -1.7182587015913942, -4.7740627690956066, 22.827852867775522],
  ],
  [
    0.75,
    [0.36189696421611509, -0.20292109928725474, -1.3611039858795871, 4.3766701603547465, 3.9107255131065154],
  ],
  [
    2,
    [
      0.017656781035448936, -0.069333109146593977, 0.23434788224585861, -0.6173559035336281,
      0.843393816414528,
    ],
  ],
];

test.describe('the picture', () => {
  // Without the canvas the picture is an SVG, whose points a test can read.
  test.beforeEach(({ page }) => page.route('**/canvas.html', (route) => route.abort()));

  test('shows the cubic and its derivatives where they are', async ({ page }) => {
    await open(page);
    const [toX, toY] = [await axis(page, 'x'), await axis(page, 'y')];
    const [pixelX, pixelY] = [Math.abs(toX(1) - toX(0)), Math.abs(toY(1) - toY(0))];
    for (let order = 0; order <= 4; order++) {
      const points = (await curvePoints(page, order)).flat();
      expect(points.length).toBeGreaterThanOrEqual(2);
      for (const [px, py] of points) {
        const values = [...cubic(toX(px)), 0];
        const tolerance = 0.05 * (pixelY + pixelX * Math.abs(values[order + 1]!));
        expect(Math.abs(toY(py) - values[order]!)).toBeLessThan(tolerance);
      }
    }
  });

  test('breaks at the poles of tan x and at the jumps of floor x', async ({ page }) => {
    await open(page, '#plot?f=tan(x)&x=-4:4');
    const toX = await axis(page, 'x');
    for (const piece of await curvePoints(page, 0)) {
      const xs = piece.map(([px]) => toX(px));
      for (const pole of [-Math.PI / 2, Math.PI / 2]) {
        expect(Math.min(...xs) < pole - 0.05 && Math.max(...xs) > pole + 0.05).toBe(false);
      }
    }
    await type(page, 'floor x');
    for (const piece of await curvePoints(page, 0)) {
      const ys = piece.map(([, py]) => py);
      expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(1);
    }
  });

  test('hides a curve with its button in the legend', async ({ page }) => {
    await open(page);
    const button = page.getByRole('button', { name: /second derivative/ });
    await expect(page.locator('.stage-svg path.order-2')).toHaveCount(1);
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    await expect(page.locator('.stage-svg path.order-2')).toHaveCount(0);
    await button.click();
    await expect(page.locator('.stage-svg path.order-2')).toHaveCount(1);
  });

  test('draws its curves in the colours and line styles of the legend', async ({ page }) => {
    await open(page);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', scheme);
      for (let order = 0; order <= 4; order++) {
        const sample = page.locator(`.curves-list .curve-${order} line`);
        const painted = page.locator(`.stage-svg path.order-${order}`);
        const style = (element: Element): string => {
          const { stroke, strokeDasharray } = getComputedStyle(element);
          return `${stroke} ${strokeDasharray}`;
        };
        await expect.poll(() => painted.evaluate(style)).toBe(await sample.evaluate(style));
      }
    }
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the canvas paints the curve in its place and colours (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, '#plot?f=x^2&show=0&x=-2:2&y=-1:3');
    await canvasPaints(page);
    await comesToRest(page);
    const box = (await page.locator('.stage').boundingBox())!;
    const at = (x: number, y: number) => ({ x: ((x + 2) / 4) * box.width, y: ((3 - y) / 4) * box.height });
    const colours = await page.evaluate(() => {
      const probe = document.createElement('div');
      document.body.append(probe);
      const resolve = (value: string): string => {
        probe.style.color = value;
        return getComputedStyle(probe).color;
      };
      const result = { curve: resolve('var(--curve-0)'), ground: resolve('var(--surface)') };
      probe.remove();
      return result;
    });
    for (const x of [-1.63, -0.41, 0.77, 1.37]) {
      await expect.poll(() => pixel(page, at(x, x * x))).toBe(colours.curve);
    }
    // Above the parabola, where no line of the grid is near.
    await expect.poll(() => pixel(page, at(0.03, 2.53))).toBe(colours.ground);
  });
}

/** The colour that is on screen at a place of the stage, as CSS writes it. */
async function pixel(page: Page, place: { x: number; y: number }): Promise<string> {
  const stage = (await page.locator('.stage').boundingBox())!;
  // The pixel that the place lies in.
  const clip = { x: Math.floor(stage.x + place.x), y: Math.floor(stage.y + place.y), width: 1, height: 1 };
  const png = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(image, 0, 0);
    return `rgb(${[...context.getImageData(0, 0, 1, 1).data].slice(0, 3).join(', ')})`;
  }, png);
}

test.describe('the trace', () => {
  test('reads all five values under the pointer', async ({ page }) => {
    await open(page, '#plot?f=sin%20x%20cos%20x&x=-3:3');
    await comesToRest(page);
    const box = (await plot(page).boundingBox())!;
    for (const share of [0.21, 0.48, 0.83]) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      await expect
        .poll(async () => Math.abs((await readTrace(page)).x - (-3 + 6 * share)))
        .toBeLessThan(0.05);
      const { x, values } = await readTrace(page);
      expect(values).toHaveLength(5);
      sineTimesCosine(x).forEach((value, k) => expect(distance(values[k]!, value)).toBeLessThan(1e-9));
    }
    await page.mouse.move(box.x + box.width / 2, box.y - 20);
    await expect(page.getByText('Point at the plot to read values')).toBeVisible();
  });

  test('stops at the special points and stays where one taps', async ({ page }) => {
    await open(page);
    await plot(page).focus();
    await page.keyboard.press('t');
    await page.keyboard.press('n');
    // From the middle of the window to the minimum, the zero of f′ = 3x² + 4x − 3.
    const minimum = (-2 + Math.sqrt(13)) / 3;
    await expect.poll(async () => distance((await readTrace(page)).x, minimum)).toBeLessThan(1e-9);
    await expect(page.locator('.curves-x')).toContainText('minimum');
    await expect.poll(async () => Math.abs((await readTrace(page)).values[1]!)).toBeLessThan(1e-9);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await readTrace(page)).x).toBeLessThan(minimum - 0.01);
    await page.keyboard.press('Escape');
    await expect(page.getByText('Point at the plot to read values')).toBeVisible();
  });
});

/** How far the bounds of the x range are from those expected. */
async function farthest(page: Page, from: number, to: number): Promise<number> {
  const [x0, x1] = await xRange(page);
  return Math.max(Math.abs(x0 - from), Math.abs(x1 - to));
}

test.describe('moving about', () => {
  test('drags', async ({ page }) => {
    await open(page, '#plot?f=x^2+0&x=-4:4');
    const box = (await plot(page).boundingBox())!;
    await page.mouse.move(box.x + 400, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 250, { steps: 5 });
    await page.mouse.up();
    const shift = (8 * 100) / box.width;
    await expect.poll(() => farthest(page, -4 + shift, 4 + shift)).toBeLessThan(3e-3);
  });

  test('zooms about the pointer with the wheel', async ({ page }) => {
    await open(page, '#plot?f=x%5E2&x=-4:4');
    const box = (await plot(page).boundingBox())!;
    const share = 0.25;
    await page.mouse.move(box.x + box.width * share, box.y + 200);
    await page.mouse.wheel(0, -250);
    await expect.poll(async () => (await xRange(page))[1]).toBeLessThan(3.9);
    const [from, to] = await xRange(page);
    // The x under the pointer, −2, stays; the width shrinks.
    expect(distance(from + (to - from) * share, -2)).toBeLessThan(0.01);
    expect(to - from).toBeLessThan(7);
  });

  test('pinches with two fingers', async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      hasTouch: true,
      viewport: { width: 390, height: 844 },
      baseURL: baseURL!,
    });
    const page = await context.newPage();
    await open(page, '#plot?f=x%5E2&x=-4:4');
    const box = (await plot(page).boundingBox())!;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const client = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', spread: number) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [-1, 1].map((side, id) => ({ id, x: middle.x + side * spread, y: middle.y })),
      });
    await touch('touchStart', 40);
    for (const spread of [50, 60, 70, 80]) await touch('touchMove', spread);
    await touch('touchEnd', 0);
    // Twice as far apart: half as wide.
    await expect.poll(() => farthest(page, -2, 2)).toBeLessThan(0.15);
    await context.close();
  });

  test('has a button for everything', async ({ page }) => {
    await open(page);
    const [from, to] = await xRange(page);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await xRange(page))[1]).toBeLessThan(to);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(async () => distance((await xRange(page))[1], to)).toBeLessThan(1e-6);
    await page.getByRole('button', { name: 'Fit x' }).click();
    // The root at −3.087 and the minimum at 0.535 are the outermost special points.
    await expect.poll(async () => (await xRange(page))[1]).toBeLessThan(2);
    const fitted = await xRange(page);
    expect(fitted[0]).toBeLessThan(-3.09);
    expect(fitted[1]).toBeGreaterThan(0.54);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => xRange(page)).toEqual([from, to]);
  });

  test('takes an x range that is typed, and refuses one that is none', async ({ page }) => {
    await open(page);
    const to = page.getByRole('textbox', { name: 'x to' });
    await to.fill('2pi');
    await to.press('Enter');
    await expect(page).toHaveURL(/x=-3\.5:6\.283/);
    for (const bad of ['-4', '1e300', 'seven', '']) {
      await to.fill(bad);
      await to.press('Enter');
      await expect(page.locator('#range-problem')).not.toBeEmpty();
      await expect(page).toHaveURL(/x=-3\.5:6\.283/);
    }
  });
});

test('typing changes picture, formula and link, and Back undoes it', async ({ page }) => {
  await open(page);
  await input(page).fill('');
  await input(page).pressSequentially('tanh(x)*exp(-x^2)');
  await input(page).press('Enter');
  await expect(page.locator('.formula-typeset .katex-html')).toContainText('tanh');
  await expect(page).toHaveURL(/f=tanh\(x\)\*exp\(-x%5E2\)/);
  for (const [x, expected] of TANH_EXP) {
    const rows = await page.evaluate(
      async (at) => (await window.fluxion.derivatives('tanh(x)*exp(-x^2)', [at])).map((row) => row[0]!),
      x,
    );
    expected.forEach((value, k) => expect(distance(rows[k]!, value)).toBeLessThan(1e-12));
  }
  await page.getByRole('button', { name: 'tan x' }).click();
  await expect(input(page)).toHaveValue('tan x');
  await page.goBack();
  await expect(input(page)).toHaveValue('tanh(x)*exp(-x^2)');
});

test('the table of values holds the values', async ({ page }) => {
  await open(page);
  await page.getByText('Table of values').click();
  const rows = page.locator('.table tbody tr');
  await expect(rows).toHaveCount(11);
  for (const row of await rows.all()) {
    const [x, ...values] = (await row.locator('th, td').allInnerTexts()).map(Number);
    cubic(x!).forEach((value, k) => expect(distance(values[k]!, value)).toBeLessThan(1e-4));
  }
});

test('saves the picture as SVG and as PNG', async ({ page }) => {
  await open(page);
  const svg = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save SVG' }).click();
  expect((await svg).suggestedFilename()).toBe('f.svg');
  const png = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save PNG' }).click();
  expect((await png).suggestedFilename()).toBe('f.png');
});

test('a link that cannot be followed falls back, and says so', async ({ page }) => {
  await open(page, '#plot?f=sin(x)&x=5:2&show=09');
  await expect(page.getByText(/x=5:2 is not a range/)).toBeVisible();
  await expect(page.getByText(/show=09/)).toBeVisible();
  expect(await xRange(page)).toEqual([-3.5, 2.5]);
  await expect(input(page)).toHaveValue('sin(x)');
});
