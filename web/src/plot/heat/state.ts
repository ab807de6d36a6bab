/** What the plot shows when the function has two variables. */
import { computed } from '@preact/signals';
import type { Heat } from '../../protocol';
import { picture } from '../state';

/** The heat map in the picture; null while curves are drawn. */
export const heat = computed<Heat | null>(() => picture.value?.heat ?? null);

export const isHeat = computed(() => heat.value !== null);

/** The names of the variables. */
export const variables = computed<[string, string]>(() => {
  const [x = 'x', y = 'y'] = heat.value?.variables ?? [];
  return [x, y];
});
