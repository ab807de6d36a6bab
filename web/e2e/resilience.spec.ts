import { chromium, expect, test, type Page } from '@playwright/test';
import { SUBPATH_URL } from '../playwright.config';
import type { CanvasWindow } from '../src/protocol';
import { canvasPaints, comesToRest, firstCurve, input, message, open, plot, type } from './page';

/** Puts a script of ours before the worker's own. */
async function sabotage(page: Page, script: string): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/** What the worker does when it is asked to plot x + 1. */
const atPlot = (action: string): string => `self.addEventListener('message', (event) => {
  if (event.data.type === 'plot' && event.data.expr === 'x + 1') { ${action} }
});`;

test('a request that takes too long ends, and the worker starts afresh', async ({ page }) => {
  await sabotage(page, atPlot('for (;;) {}'));
  await open(page);
  await input(page).fill('x + 1');
  await expect(message(page)).toContainText('stopped after 5 seconds, the worker was restarted');
  await type(page, 'x + 2');
  await expect(message(page)).toBeEmpty();
});

test('a worker that dies is replaced', async ({ page }) => {
  await sabotage(page, atPlot("event.stopImmediatePropagation(); throw new Error('out of memory');"));
  await open(page);
  await input(page).fill('x + 1');
  await expect(message(page)).toContainText('the worker died and was restarted');
  await type(page, 'x + 2');
  await expect(message(page)).toBeEmpty();
});

test('a worker that dies while it has nothing to do is replaced', async ({ page }) => {
  await sabotage(
    page,
    "new BroadcastChannel('end').onmessage = () => { throw new Error('out of memory'); };",
  );
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
  const frame = page.frames().find((candidate) => candidate.url().endsWith('canvas.html'))!;
  const drawn = (): Promise<number> => frame.evaluate(() => (window as CanvasWindow).framesDrawn ?? -1);
  // The frames that the last picture asked for have been drawn when the count rests.
  await expect
    .poll(async () => {
      const before = await drawn();
      await page.waitForTimeout(500);
      return (await drawn()) - before;
    })
    .toBe(0);
  const before = await drawn();
  expect(before).toBeGreaterThan(0);
  await page.waitForTimeout(2_000);
  expect(await drawn()).toBe(before);
  await plot(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(drawn).toBeGreaterThan(before);
});
