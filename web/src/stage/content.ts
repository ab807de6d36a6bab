/** What is on the stage: the picture of whichever view is shown. */
import { computed } from '@preact/signals';
import { frame, picture, shown } from '../plot/state';
import { affineBetween, type Affine, type Size } from '../plot/viewport';
import type { Display } from '../protocol';
import { isLarge, race } from '../race/state';
import { regression } from '../regression/state';
import { stageSize, tab } from '../state';

export interface Content {
  display: Display;
  /** The size for which the display was made. */
  size: Size;
  dark: boolean;
  svg: string | undefined;
}

/** The training that the regression shows, on large data or on small ones. */
const training = computed(() => (isLarge.value ? race.value : regression.value));

export const content = computed<Content | null>(() => {
  const source = tab.value === 'plot' ? picture.value : training.value;
  return source && { display: source, size: source.size, dark: source.dark, svg: source.svg };
});

const IDENTITY: Affine = { scaleX: 1, scaleY: 1, dx: 0, dy: 0 };

/** How the display lies on the stage until a display for the present window comes. */
export const affine = computed<Affine>(() => {
  const size = stageSize.value;
  if (!size) return IDENTITY;
  if (tab.value === 'regression') {
    const drawn = training.value?.size ?? size;
    return { ...IDENTITY, scaleX: size.width / drawn.width, scaleY: size.height / drawn.height };
  }
  const drawn = picture.value;
  const view = shown.value;
  const to = frame.value;
  return drawn && view && to ? affineBetween(drawn, drawn.frame, view, to) : IDENTITY;
});
