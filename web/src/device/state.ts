/** Which device the programs compute on, as the user chose it; remembered from visit to visit. */
import { computed, effect, signal } from '@preact/signals';
import { fluxion } from '../api';
import { sentence } from '../format';
import type { ProgramRun } from '../protocol';

export const DEVICES = ['auto', 'host', 'wasm', 'gpu'] as const;
export type DeviceName = (typeof DEVICES)[number];

const KEY = 'fluxion-device';

function remembered(): DeviceName {
  try {
    const name = localStorage.getItem(KEY);
    return DEVICES.find((known) => known === name) ?? 'auto';
  } catch {
    return 'auto'; // storage is forbidden
  }
}

export const device = signal<DeviceName>(remembered());

/** What the last device had to say that was lost or could not be used; empty when there is nothing to say. */
export const deviceNotice = signal('');

/** There is a GPU; null as long as nobody has looked. */
export const hasGpu = signal<boolean | null>(null);

/** The device that the engine was told to use: the one that was chosen, unless that is a GPU and there is none. */
export const deviceInUse = signal<DeviceName>('auto');

export const usesGpu = computed(() => deviceInUse.value === 'gpu');

let looking: Promise<void> | undefined;

/** Looks for a GPU, once. A browser without WebGPU is asked nothing. */
export function lookForGpu(): Promise<void> {
  return (looking ??= look());
}

async function look(): Promise<void> {
  const { gpu } = navigator as { gpu?: Gpu };
  try {
    hasGpu.value = gpu !== undefined && (await gpu.requestAdapter()) !== null;
  } catch {
    hasGpu.value = false;
  }
}

/** What is used of WebGPU here; the rest is the engine's. */
interface Gpu {
  requestAdapter(): Promise<object | null>;
}

export function chooseDevice(name: DeviceName): void {
  device.value = name;
  try {
    if (name === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, name);
  } catch {
    // Then it is not remembered.
  }
}

/** So many programs are shown for which a device was chosen, the latest first. */
const MAX_CHOICES = 3;

/** Where `auto` had programs run for which there was a choice. */
export const choices = signal<readonly ProgramRun[]>([]);

function noteChoices(profile: readonly ProgramRun[]): void {
  const chosen = profile.filter(({ reason }) => reason !== '');
  if (chosen.length === 0) return;
  const seen = new Set<string>();
  const isNew = ({ program }: ProgramRun): boolean => !seen.has(program) && !!seen.add(program);
  choices.value = [...chosen, ...choices.peek()].filter(isNew).slice(0, MAX_CHOICES);
}

const NO_GPU =
  'There is no GPU that this browser lets pages compute on: each program runs where it is fastest.';

/** Tells the engine's workers now and whenever another device is chosen. */
export function keepDevice(): void {
  fluxion.onNotice((message) => {
    deviceNotice.value = sentence(message);
  });
  fluxion.onProfile(noteChoices);
  effect(() => {
    const name = device.value;
    if (name === 'gpu') void lookForGpu();
    if (name === 'gpu' && hasGpu.value === false) deviceNotice.value = NO_GPU;
    else if (deviceNotice.peek() === NO_GPU) deviceNotice.value = '';
    const used = name === 'gpu' && !hasGpu.value ? 'auto' : name;
    fluxion.useDevice(used);
    // Whoever waits for this asks the engine after it was told.
    deviceInUse.value = used;
  });
}
