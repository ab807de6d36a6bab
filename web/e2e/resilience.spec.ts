import { chromium, expect, test } from '@playwright/test';
import { SUBPATH_URL } from '../playwright.config';
import type { CanvasWindow } from '../src/protocol';
import { canvasPaints, comesToRest, firstCurve, input, message, open, plot, type } from './page';
import { sabotage } from './workers';

/** What the worker does with some requests. */
const on = (condition: string, action: string): string => `self.addEventListener('message', (event) => {
  const { type, expr } = event.data;
  if (${condition}) { event.stopImmediatePropagation(); ${action} }
});`;
const HANG = 'for (;;) {}';
const DIE = "throw new Error('out of memory');";

test('a request that takes too long ends, and the worker starts afresh', async ({ page }) => {
  await sabotage(page, on("type === 'plot' && expr === 'x + 1'", HANG));
  await open(page);
  await input(page).fill('x + 1');
  await expect(message(page)).toContainText('stopped after 5 seconds, the worker was restarted');
  await type(page, 'x + 2');
  await expect(message(page)).toBeEmpty();
});

test('a worker that dies is replaced', async ({ page }) => {
  await sabotage(page, on("type === 'plot' && expr === 'x + 1'", DIE));
  await open(page);
  await input(page).fill('x + 1');
  await expect(message(page)).toContainText('the worker died and was restarted');
  await type(page, 'x + 2');
  await expect(message(page)).toBeEmpty();
});

test('a worker that dies of a trace is replaced', async ({ page }) => {
  await sabotage(page, on("type === 'trace'", DIE));
  await open(page);
  await plot(page).focus();
  await page.keyboard.press('t');
  await expect(page.locator('.remark')).toContainText('The worker died and was restarted');
  await page.keyboard.press('Escape');
  await type(page, 'x + 2');
});

test('a worker that dies while it has nothing to do is replaced', async ({ page }) => {
  await sabotage(page, `new BroadcastChannel('end').onmessage = () => { ${DIE} };`);
  await open(page);
  await canvasPaints(page);
  await comesToRest(page);
  await page.evaluate(() => new BroadcastChannel('end').postMessage(null));
  await expect(page.locator('.remark')).toContainText('The worker died and was restarted');
  await type(page, 'x + 2');
});

test('a worker that always dies is given up, and can be started by hand', async ({ page }) => {
  let broken = true;
  await page.route('**/assets/worker-*.js', async (route) => {
    if (broken) await route.fulfill({ contentType: 'text/javascript', body: "throw new Error('broken')" });
    else await route.continue();
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('times in a row');
  broken = false;
  await page.getByRole('button', { name: 'Start it again' }).click();
  await firstCurve(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('without WebAssembly there is a clear message', async ({ page }) => {
  await page.addInitScript(() => delete (window as { WebAssembly?: unknown }).WebAssembly);
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('WebAssembly');
});

test('without WebGL the picture stays SVG', async ({ launchOptions, baseURL }) => {
  const browser = await chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions.args ?? []).filter((flag) => !flag.includes('swiftshader')),
      '--disable-3d-apis',
    ],
  });
  const page = await browser.newPage({ baseURL: baseURL!, serviceWorkers: 'block' });
  await open(page);
  await expect(page.getByText(/Drawn as SVG/)).toContainText('WebGL');
  await expect(page.locator('.stage-svg path.order-0')).toBeVisible();
  await type(page, 'sin x');
  await expect(page.locator('.stage-svg path.order-0')).toBeVisible();
  await page.getByRole('tab', { name: 'Regression' }).click();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.locator('.stage-svg path.series')).toBeVisible();
  await browser.close();
});

test('works from a sub-path', async ({ page }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(SUBPATH_URL) && !request.url().startsWith('blob:'))
      foreign.push(request.url());
  });
  await page.goto(SUBPATH_URL);
  await firstCurve(page);
  await canvasPaints(page);
  await expect(page.locator('.formula-typeset .katex')).toBeVisible();
  expect(foreign).toEqual([]);
});

test('works without a network after the first visit', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ serviceWorkers: 'allow', baseURL: baseURL! });
  const page = await context.newPage();
  await open(page);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  await page.goto('./');
  await firstCurve(page);
  await type(page, 'cos x');
  await canvasPaints(page);
  await context.close();
});

test('an idle page draws no frame', async ({ page }) => {
  await open(page);
  await canvasPaints(page);
  await comesToRest(page);
  const frame = page.frames().find((candidate) => candidate.url().endsWith('canvas.html'))!;
  const drawn = (): Promise<number> => frame.evaluate(() => (window as CanvasWindow).framesDrawn ?? -1);
  /** How many frames the canvas draws while the browser, at its own pace, offers a hundred. */
  const drawnOfHundred = async (): Promise<number> => {
    const before = await drawn();
    await page.evaluate(async () => {
      for (let i = 0; i < 100; i++) await new Promise(requestAnimationFrame);
    });
    return (await drawn()) - before;
  };
  expect(await drawn()).toBeGreaterThan(0);
  // The last picture may still have to be drawn.
  await expect.poll(drawnOfHundred).toBe(0);
  expect(await drawnOfHundred()).toBe(0);
  const before = await drawn();
  await plot(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(drawn).toBeGreaterThan(before);
});
