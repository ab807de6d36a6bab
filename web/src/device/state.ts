/** Which device the programs compute on, as the user chose it; remembered from visit to visit. */
import { computed, effect, signal } from '@preact/signals';
import { fluxion } from '../api';

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

/** A GPU was chosen, and there is one. */
export const usesGpu = computed(() => device.value === 'gpu' && hasGpu.value === true);

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

/** Tells the engine's workers now and whenever another device is chosen. */
export function keepDevice(): void {
  fluxion.onNotice((message) => {
    deviceNotice.value = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  });
  effect(() => {
    const name = device.value;
    if (name === 'gpu') void lookForGpu();
    fluxion.useDevice(name === 'gpu' && !usesGpu.value ? 'auto' : name);
  });
}
