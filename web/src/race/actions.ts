/** Drives the race: sends what is set, receives where it stands. */
import { effect, untracked } from '@preact/signals';
import { fluxion } from '../api';
import { lookForGpu } from '../device/state';
import { EngineError } from '../engine/error';
import { newEntry } from '../navigation';
import type { RaceConfig, RaceReply, RaceRequest, RegressView } from '../protocol';
import { logLoss } from '../regression/state';
import { restWhileHidden } from '../rest';
import { canvasIsPainting } from '../stage/canvas';
import { announcement, stageSize, tab } from '../state';
import { dark } from '../theme';
import { record } from './ran';
import { entered, isLarge, isStarting, noRoom, race, raceFault, settings } from './state';

let view: RegressView | null = null;

/** How many places have come to their end, to tell when one more has. */
let ended = 0;

function receive(update: RaceReply): void {
  if (!view) return;
  const { width, height } = view;
  record(update);
  race.value = { ...update, size: { width, height }, dark: view.dark };
  const over = update.lanes.filter(({ state }) => state === 'done' || state === 'failed');
  if (over.length > ended) announcement.value = over.map(describe).join(' ');
  ended = over.length;
}

function describe({ kind, state, stepsPerSecond, message }: RaceReply['lanes'][number]): string {
  return state === 'failed'
    ? `${kind}: ${message}.`
    : `${kind}: ${Number(stepsPerSecond.toPrecision(3))} steps per second.`;
}

async function send(request: Omit<RaceRequest, 'type' | 'id'>): Promise<void> {
  try {
    receive(await fluxion.race(request));
    raceFault.value = '';
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    raceFault.value = explained(error.message);
  }
}

/** What people are told of a fault: a worker that dies may tell it twice, as its end and to who waits for an answer. */
const explained = (reason: string): string =>
  /memory/.test(reason)
    ? 'The browser has no memory left for so much data. Choose fewer rows or columns.'
    : reason;

/** There is a race that has not come to its end. */
const isUnderWay = (): boolean => race.peek()?.running ?? false;

const isPlaying = (): boolean => isUnderWay() && !race.peek()?.paused;

async function begin(): Promise<void> {
  if (!view || isStarting.peek() || noRoom.peek() !== '' || entered.peek().length === 0) return;
  isStarting.value = true;
  raceFault.value = '';
  ended = 0;
  await send({ action: 'begin', config: { ...settings.peek(), places: entered.peek() }, view });
  isStarting.value = false;
}

export function playOrPauseRace(): void {
  if (!isUnderWay()) void begin();
  else void send({ action: race.peek()?.paused ? 'play' : 'pause' });
}

/** Ends the race and gives the memory back, with the worker that held it. */
export async function stopRace(): Promise<void> {
  if (isUnderWay()) await send({ action: 'stop' });
}

export function set(change: Partial<RaceConfig>): void {
  newEntry();
  settings.value = { ...settings.peek(), ...change };
}

/** Keeps the view of the race up to date while it is shown, and pauses it when it is not. */
export function keepRacing(): void {
  fluxion.onRace(receive);
  fluxion.onComputeRestart((reason) => {
    if (!isUnderWay()) return;
    race.value = null;
    raceFault.value = explained(reason);
  });

  effect(() => {
    const size = stageSize.value;
    const isShown = tab.value === 'regression' && isLarge.value;
    const wanted = { dark: dark.value, logLoss: logLoss.value, svg: !canvasIsPainting.value };
    if (!isShown || !size) return;
    untracked(() => {
      void lookForGpu();
      view = { ...size, ...wanted };
      if (race.peek()) void send({ action: 'view', view });
    });
  });

  effect(() => {
    const isShown = tab.value === 'regression' && isLarge.value;
    if (!isShown && isPlaying()) void send({ action: 'pause' });
  });
  restWhileHidden(isPlaying, (action) => {
    if (isUnderWay()) void send({ action });
  });
}
