/** The training on large data in several places: what is set, and how it stands. */
import { computed, signal } from '@preact/signals';
import type { Size } from '../plot/viewport';
import { PLACES, type PlaceName, type RaceConfig, type RaceReply } from '../protocol';
import { hasGpu } from '../device/state';
import { DEFAULT_ROUTE } from '../route';

/** The regression shows large data. */
export const isLarge = signal(false);

export const settings = signal<RaceConfig>(DEFAULT_ROUTE.race);

/** An update with the view it was made for. */
export interface Race extends RaceReply {
  size: Size;
  dark: boolean;
}

export const race = signal<Race | null>(null);

export const raceFault = signal('');

/** The program is on its way to the first answer. */
export const isStarting = signal(false);

export const PLACE_NAMES: Record<PlaceName, string> = {
  host: 'Go, no generated code',
  wasm: 'WebAssembly, one thread',
  threads: 'WebAssembly, all threads',
  gpu: 'GPU',
  auto: 'Auto',
};

/** Why a place cannot take part here; empty if it can. */
export const hindrances = computed<Record<PlaceName, string>>(() => ({
  host: '',
  wasm: '',
  threads: !crossOriginIsolated
    ? 'The page is not isolated from others: with the next visit it is'
    : navigator.hardwareConcurrency < 2
      ? 'This machine has one core'
      : '',
  gpu: hasGpu.value ? '' : 'There is no GPU that this browser lets pages compute on',
  auto: '',
}));

/** The places that were chosen and can take part. */
export const entered = computed<PlaceName[]>(() =>
  PLACES.filter((name) => settings.value.places.includes(name) && hindrances.value[name] === ''),
);

/** The size of the data in memory, in bytes: float32 inputs, and a byte for each label. */
export const bytes = computed(() => settings.value.rows * (4 * settings.value.columns + 1));

/** What WebAssembly can hold, which has 4 GB of addresses, half of them for data. */
const MOST_BYTES = 2 ** 31;

/** What browsers tell of the machine's memory, in GB and at most 8; undefined where they do not. */
const machineMemory = (navigator as { deviceMemory?: number }).deviceMemory;

/** Why there is no room for the data; empty if there is. */
export const noRoom = computed(() => {
  const need = formatBytes(bytes.value);
  if (bytes.value > MOST_BYTES) {
    return `The data take ${need}, more than the ${formatBytes(MOST_BYTES)} that WebAssembly has room for. Choose fewer rows or columns.`;
  }
  if (machineMemory !== undefined && bytes.value > machineMemory * 2 ** 29) {
    return `The data take ${need}, more than half of this machine's ${machineMemory} GB. Choose fewer rows or columns.`;
  }
  return '';
});

/** 129 MB, 1.29 GB. */
export function formatBytes(count: number): string {
  const [size, unit] = count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB'];
  return `${Number(size.toPrecision(3))} ${unit}`;
}
