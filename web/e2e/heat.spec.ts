/** Heat maps: functions of two variables. Values are compared with formulas written out here. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { canvasPaints, comesToRest, input, message, number, open, plot, type, xRange } from './page';

const WAVES = '#plot?f=sin%20x%20cos%20y&x=-3:3';

/** Waits for the picture in full. */
async function isFine(page: Page): Promise<void> {
  await expect(page.locator('.ran summary').first()).toContainText(/∇\w at [\d,]{7,} points/);
}

interface Reading {
  x: number;
  y: number;
  value: number;
  dx: number;
  dy: number;
}

async function readCrossHair(page: Page): Promise<Reading> {
  const numbers = await page
    .locator('.curves')
    .evaluate((card) => [...card.querySelectorAll('.number')].map((element) => element.textContent!));
  const [x, y, value, dx, dy] = numbers.map(number) as [number, number, number, number, number];
  return { x, y, value, dx, dy };
}

function expectWaves({ x, y, value, dx, dy }: Reading): void {
  expect(value).toBeCloseTo(Math.sin(x) * Math.cos(y), 9);
  expect(dx).toBeCloseTo(Math.cos(x) * Math.cos(y), 9);
  expect(dy).toBeCloseTo(-Math.sin(x) * Math.sin(y), 9);
}

test('typing a function of two variables turns the picture into a heat map and back', async ({ page }) => {
  await open(page);
  for (const expr of ['x^2 - y^2', 'f(x, y) = sin(x) cos(y)', 'g(u,v)=u v', 'sin(xy)']) {
    await type(page, expr);
    await expect(plot(page)).toHaveAttribute('aria-roledescription', 'heat map');
    await expect(page.locator('.colour-bar .colour-bar-tick').first()).toBeVisible();
    await isFine(page);
  }
  await expect(page).toHaveURL(/f=sin\(xy\)/);
  await type(page, 'x^2');
  await expect(plot(page)).toHaveAttribute('aria-roledescription', 'function plot');
  await expect(page.locator('div.colour-bar')).toHaveCount(0);
  await page.getByRole('button', { name: 'x² − y²' }).click();
  await expect(plot(page)).toHaveAttribute('aria-roledescription', 'heat map');
  await page.goBack();
  await expect(plot(page)).toHaveAttribute('aria-roledescription', 'function plot');
});

test('the left side stands there once, whoever writes it', async ({ page }) => {
  await open(page);
  const label = page.locator('.formula-label');
  const middle = (await input(page).boundingBox())!.y;
  for (const [expr, left] of [
    ['x*y', 'f(x, y) ='],
    ['f(x, y) = x*y', 'Function'],
    ['g(u, θ) = u cos θ', 'Function'],
    ['y = x^2', 'Function'],
    ['where(x==0, 1, sin(x)/x)', 'f(x) ='],
    ['x <= 1', 'f(x) ='],
  ] as const) {
    await type(page, expr);
    const line = page.getByRole('textbox', { name: left, exact: true });
    await expect(line).toHaveValue(expr);
    await expect(label).toHaveText(left);
    // A name that is not seen takes no room, and nothing moves up or down.
    const { x, y } = (await line.boundingBox())!;
    const start = (await message(page).boundingBox())!.x;
    if (left === 'Function') expect(x).toBeCloseTo(start, 0);
    else expect(x).toBeGreaterThan(start + 40);
    expect(y).toBe(middle);
  }
});

test('is drawn once coarse and once in full, although the canvas then takes over', async ({ page }) => {
  await page.addInitScript(() => {
    const asked: object[] = ((window as { asked?: object[] }).asked = []);
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message: { type?: string }, options?: unknown) {
      if (message.type === 'plot' || message.type === 'heat') asked.push(message);
      postMessage.call(this, message, options as StructuredSerializeOptions);
    };
  });
  await open(page, WAVES);
  await canvasPaints(page);
  await isFine(page);
  await comesToRest(page);
  const asked = await page.evaluate(() => (window as { asked?: { type: string }[] }).asked!);
  expect(asked.map(({ type }) => type)).toEqual(expect.arrayContaining(['plot', 'heat']));
  const pictures = asked.map((request) => JSON.stringify({ ...request, id: 0, svg: true }));
  expect(new Set(pictures).size).toBe(pictures.length);
});

test('another device draws it again at once, and only in full', async ({ page }) => {
  await open(page, WAVES);
  await canvasPaints(page);
  await comesToRest(page);
  await isFine(page);
  // The line of what ran tells of every picture that is drawn from now on.
  await page.evaluate(() => {
    const line = document.querySelector('.ran summary')!;
    const seen: string[] = ((window as { seen?: string[] }).seen = []);
    new MutationObserver(() => seen.push(line.textContent!)).observe(line, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await page.getByLabel('Compute on').selectOption('host');
  await expect(page.locator('.ran summary')).toContainText(/points · Go ·/);
  await page.getByLabel('Compute on').selectOption('wasm');
  await expect(page.locator('.ran summary')).toContainText(/points · WebAssembly SIMD ·/);
  const seen = await page.evaluate(() => (window as { seen?: string[] }).seen!);
  for (const line of seen) expect(line).toMatch(/∇f at [\d,]{7,} points/);
});

test('reads value and gradient under the pointer', async ({ page }) => {
  await open(page, WAVES);
  await expect(plot(page)).toHaveAttribute('aria-roledescription', 'heat map');
  const box = (await plot(page).boundingBox())!;
  for (const [u, v] of [
    [0.2, 0.3],
    [0.6, 0.8],
  ] as const) {
    await page.mouse.move(box.x + box.width * u, box.y + box.height * v);
    await expect.poll(async () => (await readCrossHair(page)).value).not.toBeNaN();
    const before = await readCrossHair(page);
    expectWaves(before);
  }
  await page.mouse.move(box.x + box.width / 2, box.y - 20);
  await expect(page.getByText('Point at the plot to read values')).toBeVisible();
});

test('moves a cross-hair with the keyboard, and says what is there', async ({ page }) => {
  await open(page, WAVES);
  await expect(plot(page)).toHaveAttribute('aria-roledescription', 'heat map');
  await plot(page).focus();
  await page.keyboard.press('t');
  await expect.poll(async () => (await readCrossHair(page)).value).not.toBeNaN();
  const start = await readCrossHair(page);
  const range = await xRange(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(async () => (await readCrossHair(page)).y).toBeGreaterThan(start.y);
  await expect.poll(async () => (await readCrossHair(page)).x).toBeGreaterThan(start.x);
  expectWaves(await readCrossHair(page));
  expect(await xRange(page)).toEqual(range);
  const said = page.locator('.curves [role=status]');
  await expect(said).toContainText(/^x = [-\d.]+, y = [-\d.]+, f = [-\d.]+, slope along x [-\d.]+, along y/);
  // The greatest value in view: sin x cos y = 1 at (π/2, 0).
  await page.keyboard.press('n');
  await expect.poll(async () => (await readCrossHair(page)).x).toBeCloseTo(Math.PI / 2, 3);
  await expect.poll(async () => (await readCrossHair(page)).value).toBeCloseTo(1, 6);
  await expect(said).toContainText(/f = 1, maximum, slope along x/);
  await expect(page.locator('.curves .badge')).toHaveText('maximum');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Point at the plot to read values')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await xRange(page))[0]).toBeGreaterThan(range[0]);
  await page.keyboard.press('Home');
  await expect.poll(() => xRange(page)).toEqual([-3.5, 2.5]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the canvas paints the colours of the bar (${colorScheme})`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      viewport: { width: 1280, height: 800 },
      baseURL: baseURL!,
    });
    const page = await context.newPage();
    await open(page, '#plot?f=x%2B0y&x=-4:4');
    await canvasPaints(page);
    await isFine(page);
    // x grows evenly from left to right, and with it the colour along the scale.
    const stops = await page
      .locator('.colour-bar-scale')
      .evaluate((scale) =>
        [...scale.style.background.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].map((match) =>
          match.slice(1).map(Number),
        ),
      );
    expect(stops.length).toBeGreaterThan(10);
    const box = (await plot(page).boundingBox())!;
    const bar = (await page.locator('div.colour-bar').boundingBox())!;
    const shot = (await page.screenshot({ clip: box })).toString('base64');
    const columns = [0.05, 0.3, 0.42, 0.56, 0.7, 0.93];
    // No arrow, axis or contour line may stand there: of many pixels of a column the most frequent counts.
    const painted = await page.evaluate(
      async ({ shot, shares, width }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${shot}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        return shares.map((share) => {
          const { data } = context.getImageData(Math.round(share * width), 0, 1, image.height - 60);
          const counts = new Map<string, number>();
          for (let i = 0; i < data.length; i += 4) {
            const key = [data[i], data[i + 1], data[i + 2]].join();
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          return [...counts]
            .sort((a, b) => b[1] - a[1])[0]![0]
            .split(',')
            .map(Number);
        });
      },
      { shot, shares: columns, width: box.width - bar.width },
    );
    painted.forEach((color, i) => {
      const along = columns[i]! * (stops.length - 1);
      const [low, high] = [stops[Math.floor(along)]!, stops[Math.ceil(along)]!];
      color.forEach((part, k) => {
        const expected = low[k]! + (high[k]! - low[k]!) * (along % 1);
        expect(Math.abs(part - expected)).toBeLessThan(7);
      });
    });
    await context.close();
  });

  test(`axe finds nothing in a heat map (${colorScheme})`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      colorScheme,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      baseURL: baseURL!,
    });
    const page = await context.newPage();
    await open(page, WAVES);
    await canvasPaints(page);
    await isFine(page);
    await plot(page).focus();
    await page.keyboard.press('t');
    await page.getByText('Table of values').click();
    await expect(page.locator('.table tbody tr')).toHaveCount(9);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
      [],
    );
    await context.close();
  });
}

test('where the system chooses the colours, the bar keeps its own and the line shows its focus', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, WAVES);
  const scale = page.locator('.colour-bar-scale');
  await expect(scale).toHaveCSS('background-image', /linear-gradient/);
  await expect(scale).toHaveCSS('forced-color-adjust', 'none');
  await input(page).focus();
  await expect(page.locator('.formula')).toHaveCSS('outline-width', '2px');
  await page.keyboard.press('Tab');
  await expect(page.locator('.formula')).toHaveCSS('outline-width', '1px');
});

test('a heat map fits on a screen of 340 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 340, height: 800 });
  await open(page, WAVES);
  await expect(page.locator('.colour-bar-tick').first()).toBeVisible();
  const sticksOut = await page.evaluate(() => {
    const stage = document.querySelector('.stage')!.getBoundingClientRect();
    return [...document.querySelectorAll('.colour-bar-tick')].filter(
      (tick) => tick.getBoundingClientRect().right > stage.right,
    ).length;
  });
  expect(sticksOut).toBe(0);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0);
});

test('drags and zooms a heat map as it does curves', async ({ page }) => {
  await open(page, WAVES);
  await expect(plot(page)).toHaveAttribute('aria-roledescription', 'heat map');
  const box = (await plot(page).boundingBox())!;
  const bar = (await page.locator('div.colour-bar').boundingBox())!;
  await page.mouse.move(box.x + 400, box.y + 300);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 250, { steps: 5 });
  await page.mouse.up();
  const shift = (6 * 100) / (box.width - bar.width);
  await expect.poll(async () => Math.abs((await xRange(page))[0] + 3 - shift)).toBeLessThan(3e-3);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(async () => (await xRange(page))[1]).toBeLessThan(3);
  await page.getByRole('button', { name: 'Square' }).click();
  await isFine(page);
  await expect(page.locator('#plot-description')).toContainText('Greatest value found: 1 at (1.571, 0)');
});

test('says what is not there, and where a variable is too many', async ({ page }) => {
  await open(page, '#plot?f=sqrt(x)%2B0y&x=-4:4');
  await expect(page.locator('#plot-description')).toContainText(
    'Undefined, and hatched, in 50 % of the view',
  );
  await type(page, 'f(x, y) = nan');
  await expect(message(page)).toContainText('undefined (NaN) everywhere');
  await type(page, 'f(x, y) = 3');
  await expect(page.locator('#plot-description')).toContainText('It is 3 everywhere');
  await input(page).fill('x + y + z');
  await expect(message(page)).toContainText('the variables are x and y');
});

test('saves a heat map as SVG with its colour bar', async ({ page }) => {
  await open(page, WAVES);
  await isFine(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save SVG' }).click();
  const stream = await (await download).createReadStream();
  let svg = '';
  for await (const chunk of stream) svg += String(chunk);
  expect(svg).toContain('<image class="heat"');
  expect(svg).toContain('class="colour-bar"');
  expect(svg).toContain('class="arrow"');
  expect(svg).toContain('class="contour"');
});
