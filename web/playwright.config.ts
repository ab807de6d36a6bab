import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/**
 * The site as it lies in dist/, at the root of one server and in a sub-folder of another. The system picks their ports,
 * so that no run can meet the site of another; Playwright reads them from what the servers say (`wait` below), and the
 * processes that run the tests find them in their environment.
 */
const ROOT_URL = `http://127.0.0.1:${process.env['ROOT_PORT']}/`;
export const SUBPATH_URL = `http://127.0.0.1:${process.env['SUBPATH_PORT']}/x/y/`;

/** The system's browser; without one, the one that Playwright has installed. */
const browser =
  process.env['CHROMIUM'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  );

export const LAUNCH = {
  ...(browser && { executablePath: browser }),
  args: [
    '--no-sandbox',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
  ],
};

/** For the tests of what computes on a GPU: one in software, which Chromium has everywhere. */
export const LAUNCH_WITH_GPU = {
  ...LAUNCH,
  args: [...LAUNCH.args, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
};

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  // Two software-rendered pages at once keep two cores busy.
  workers: 2,
  forbidOnly: true,
  // They bound a hang. How fast the page is, no test asks: another job may have taken the machine.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    baseURL: ROOT_URL,
    // Only the test of the service worker wants it: elsewhere it would hide the routes that tests install.
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
    // No colour is on its way to another one when a test looks.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: LAUNCH,
  },
  webServer: [
    {
      command: 'make .build/fluxion && exec .build/fluxion serve dist --addr 127.0.0.1:0',
      cwd: '..',
      wait: { stdout: /http:\/\/127\.0\.0\.1:(?<root_port>\d+)\// },
      timeout: 300_000,
    },
    {
      command: [
        'rm -rf .build/subpath',
        'mkdir -p .build/subpath/x',
        'cp -r dist .build/subpath/x/y',
        'make .build/fluxion',
        'exec .build/fluxion serve .build/subpath --addr 127.0.0.1:0',
      ].join(' && '),
      cwd: '..',
      wait: { stdout: /http:\/\/127\.0\.0\.1:(?<subpath_port>\d+)\// },
      timeout: 300_000,
    },
  ],
});
