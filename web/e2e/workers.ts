/** What the tests do to the page's workers behind its back. */
import type { Page } from '@playwright/test';

/** Puts a script of ours before the workers' own. */
export async function sabotage(page: Page, script: string): Promise<void> {
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/** A worker keeps its GPU to itself; with this it hands it out. */
export const HAND_OUT_GPUS = `
  self.gpus = [];
  if (self.GPUAdapter) {
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...list) {
      const gpu = await requestDevice.apply(this, list);
      self.gpus.push(gpu);
      return gpu;
    };
  }`;

/** Takes the GPUs that were handed out; returns how many there were. */
export async function loseGpus(page: Page): Promise<number> {
  const lost = await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate(() => {
        const { gpus = [] } = self as unknown as { gpus?: { destroy(): void }[] };
        const taken = gpus.splice(0);
        taken.forEach((gpu) => gpu.destroy());
        return taken.length;
      }),
    ),
  );
  return lost.reduce((sum, count) => sum + count, 0);
}
