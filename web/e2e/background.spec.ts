/** The page in the background: hidden behind another one, and stopped by the browser with all its workers. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test as base, type Page } from '@playwright/test';
import { LAUNCH_WITH_GPU } from '../playwright.config';
import { firstCurve } from './page';
import { HAND_OUT_GPUS, loseGpus, sabotage } from './workers';

interface Tab {
  page: Page;
  hide(): Promise<void>;
  show(): Promise<void>;
  /** Stops the page, which must be hidden, for so long. */
  freeze(milliseconds: number): Promise<void>;
}

/** A page that others can hide: to those of browsers that Playwright starts it says that they are always seen. */
const test = base.extend<{ tab: Tab }>({
  tab: async ({}, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'fluxion-tab-'));
    const { executablePath = chromium.executablePath(), args } = LAUNCH_WITH_GPU;
    const child = spawn(
      executablePath,
      [...args, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (text: Buffer) => {
        said += text.toString();
        const found = /ws:\/\/\S+/.exec(said);
        if (found) resolve(found[0]);
      });
      void ended.then(() => reject(new Error(`the browser ended: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const context = browser.contexts()[0]!;
    const [page, other] = [await context.newPage(), await context.newPage()];
    const session = await context.newCDPSession(page);
    const lifecycle = (state: 'frozen' | 'active'): Promise<unknown> =>
      session.send('Page.setWebLifecycleState', { state });
    await page.bringToFront();
    await use({
      page,
      hide: async () => {
        await other.bringToFront();
        await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
      },
      show: async () => {
        await page.bringToFront();
        await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('visible');
      },
      freeze: async (milliseconds) => {
        await lifecycle('frozen');
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        await lifecycle('active');
      },
    });
    await browser.close();
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  },
});

test.describe.configure({ timeout: 300_000 });

/** Longer than any request may take. */
const LONG = 6_000;

const steps = async (page: Page): Promise<number> => {
  const text = await page.locator('.race-table tbody td').nth(2).textContent();
  return Number(text!.replace(/,/g, ''));
};

/** When the steps are taken that it was in the middle of. */
async function stepsAtRest(page: Page): Promise<number> {
  let last = -1;
  const more = async (): Promise<number> => -last + (last = await steps(page));
  await expect.poll(more, { intervals: [2_000] }).toBe(0);
  return last;
}

test('a race on a GPU rests, and goes on where it was although that GPU was lost', async ({
  tab,
  baseURL,
}) => {
  const { page } = tab;
  await sabotage(page, HAND_OUT_GPUS);
  await page.goto(`${baseURL}#regression?data=large&rows=100000&columns=8&rate=2&on=gpu&seconds=0`);
  await expect(page.getByRole('checkbox', { name: 'GPU' })).toBeEnabled();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => steps(page), { timeout: 200_000 }).toBeGreaterThan(0);
  await tab.hide();
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  const rested = await stepsAtRest(page);
  await tab.freeze(1_000);
  expect(await loseGpus(page)).toBe(1);
  expect(await steps(page)).toBe(rested);
  await tab.show();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
  await expect.poll(() => steps(page), { timeout: 200_000 }).toBeGreaterThan(rested);
  await expect(page.locator('.device-notice')).toContainText('GPU');
  const loss = Number(await page.locator('.race-table tbody td').nth(3).textContent());
  expect(loss).toBeLessThan(Math.LN2);
  // Whoever paused it finds it paused.
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  const paused = await stepsAtRest(page);
  await tab.hide();
  await tab.show();
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  expect(await steps(page)).toBe(paused);
});

test('a program goes on, and loses no value with the GPU', async ({ tab, baseURL }) => {
  const { page } = tab;
  await sabotage(page, HAND_OUT_GPUS);
  await page.addInitScript(() => localStorage.setItem('fluxion-device', 'gpu'));
  await page.goto(baseURL!);
  await firstCurve(page);
  await expect(page.getByRole('option', { name: 'GPU' })).toBeEnabled();
  await page.evaluate(() => {
    const seen = ((window as { seen?: string[] }).seen = [] as string[]);
    const source = `
import jax, jax.numpy as jnp, time
f = jax.jit(lambda x: x + 1)
x = f(jnp.zeros(5000))
for i in range(200):
    x = f(x)
    if i % 10 == 0: print(i, flush=True)
    time.sleep(0.02)
print('in the end', float(x[0]), float(x[4999]))`;
    void window.fluxion
      .run(source, { onOutput: (output) => seen.push(output.kind === 'stream' ? output.text : output.kind) })
      .then(({ ok, profile }) => seen.push(`${ok} ${profile.find(({ runs }) => runs > 200)?.device}`));
  });
  const seen = (): Promise<string[]> => page.evaluate(() => (window as { seen?: string[] }).seen!);
  const goesOn = async (): Promise<void> => {
    const { length } = await seen();
    await expect.poll(async () => (await seen()).length, { timeout: 100_000 }).toBeGreaterThan(length);
  };
  await goesOn();
  await tab.hide();
  await goesOn();
  expect(await loseGpus(page)).toBe(1);
  await tab.freeze(1_000);
  await goesOn();
  await tab.show();
  await expect.poll(async () => (await seen()).at(-1), { timeout: 200_000 }).toBe('true gpu');
  expect((await seen()).join('')).toContain('in the end 201.0 201.0\n');
});

test('no request fails for the time in which the page was stopped', async ({ tab, baseURL }) => {
  const { page } = tab;
  // Answers that take two seconds in which the page is not stopped.
  await sabotage(
    page,
    `self.addEventListener('message', (event) => {
      if (event.data.type !== 'derivatives' || event.late) return;
      event.stopImmediatePropagation();
      const late = new MessageEvent('message', { data: event.data });
      late.late = true;
      let ticks = 0;
      const timer = setInterval(() => {
        if (++ticks < 20) return;
        clearInterval(timer);
        self.dispatchEvent(late);
      }, 100);
    });`,
  );
  await page.goto(baseURL!);
  await firstCurve(page);
  await tab.hide();
  await page.evaluate(() => {
    void window.fluxion.derivatives('x^2', [3], 1).then(
      (columns) => (document.title = columns.join(' ')),
      (error: unknown) => (document.title = String(error)),
    );
  });
  await tab.freeze(LONG);
  await tab.show();
  await expect(page).toHaveTitle('9 6');
});

test('the training that is watched rests, and goes on', async ({ tab, baseURL }) => {
  const { page } = tab;
  await page.goto(`${baseURL}#regression?data=moons&points=2000&noise=0.2&seed=1&optimizer=adam&rate=0.001`);
  await page.getByRole('button', { name: 'Play' }).click();
  const step = async (): Promise<number> =>
    Number(await page.locator('.facts div').filter({ hasText: 'Step' }).locator('dd').textContent());
  await expect.poll(step).toBeGreaterThan(0);
  await tab.hide();
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  const rested = await step();
  await tab.freeze(1_000);
  expect(await step()).toBe(rested);
  await tab.show();
  await expect.poll(step).toBeGreaterThan(rested);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
});
