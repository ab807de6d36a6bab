/** Drives the training: sends what is set, receives where it stands. */
import { computed, effect, untracked } from '@preact/signals';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import type { RegressConfig, RegressReply, RegressRequest, RegressView } from '../protocol';
import { newEntry } from '../navigation';
import { isLarge } from '../race/state';
import { restWhileHidden } from '../rest';
import { canvasIsPainting } from '../stage/canvas';
import { announcement, remark, stageSize, tab } from '../state';
import { dark } from '../theme';
import { record } from './ran';
import { check, config, logLoss, regression, regressionFault } from './state';

let view: RegressView | null = null;

function receive(update: RegressReply): void {
  if (!view) return;
  const { width, height } = view;
  record(update);
  regression.value = { ...update, size: { width, height }, dark: view.dark };
}

async function send(request: Omit<RegressRequest, 'type' | 'id'>): Promise<void> {
  try {
    receive(await fluxion.regress(request));
    regressionFault.value = '';
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  if (!(error instanceof EngineError)) throw error;
  if (error.isNews) regressionFault.value = error.message;
}

/** An action that cannot be meant before the data are there. */
function act(action: 'play' | 'pause' | 'step' | 'reset'): void {
  if (regression.peek()) void send({ action });
}

export const step = (): void => act('step');
export const reset = (): void => act('reset');
export const playOrPause = (): void => act(regression.peek()?.playing ? 'pause' : 'play');

export async function checkGradient(): Promise<void> {
  try {
    const reply = await fluxion.checkGradient();
    check.value = { ...reply, step: regression.peek()?.step ?? 0 };
    announcement.value = reply.checkGrads.ok ? 'The gradient is right.' : 'The gradient is wrong.';
  } catch (error) {
    report(error);
  }
}

export function configure(change: Partial<RegressConfig>): void {
  config.value = { ...config.peek(), ...change };
}

const MAX_SEED = 2 ** 31;

export function newData(): void {
  newEntry();
  configure({ seed: Math.floor(Math.random() * MAX_SEED) });
}

/** Sends the settings and the view whenever they change while the regression is shown, and pauses it when it is not. */
export function keepConfigured(): void {
  let sent: RegressConfig | null = null;
  const engineFailed = computed(() => fluxion.status.value === 'failed');

  fluxion.onRegress(receive);
  fluxion.onRestart((reason) => {
    const remarks = [reason];
    sent = null;
    if (regression.peek()) {
      regression.value = null;
      remarks.push('the training, which was in the old worker, starts afresh');
    }
    const said = remarks.filter((part) => part !== '').join('; ');
    if (said !== '') remark(said);
    update();
  });

  const sendSettings = (wanted: RegressView, settings: RegressConfig): void => {
    view = wanted;
    const action = 'configure';
    if (sent !== settings) check.value = null;
    void send(sent === settings ? { action, view } : { action, view, config: settings });
    sent = settings;
  };

  const update = (): void => {
    const size = stageSize.value;
    const settings = config.value;
    const wanted = { dark: dark.value, logLoss: logLoss.value, svg: !canvasIsPainting.value };
    if (engineFailed.value) sent = null;
    else if (tab.value === 'regression' && !isLarge.value && size)
      untracked(() => sendSettings({ ...size, ...wanted }, settings));
  };
  effect(update);

  const isPlaying = (): boolean => regression.peek()?.playing ?? false;
  effect(() => {
    if ((tab.value !== 'regression' || isLarge.value) && isPlaying()) act('pause');
  });
  restWhileHidden(isPlaying, act);
}
