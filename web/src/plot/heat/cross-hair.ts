/** The cross-hair: a point of the plane, with the function and its gradient there. */
import { computed, effect, signal } from '@preact/signals';
import { fluxion } from '../../api';
import { EngineError } from '../../engine/error';
import { latest } from '../../engine/latest';
import { formatNumber } from '../../format';
import type { Mark } from '../../protocol';
import { announcement, remark } from '../../state';
import { frame, functionName, picture, shown } from '../state';
import { roundTo } from '../trace';
import { isHeat, variables } from './state';

interface CrossHair {
  x: number;
  y: number;
  /** Stays when the pointer leaves. */
  pinned: boolean;
}

export interface Reading {
  expr: string;
  x: number;
  y: number;
  value: number;
  /** The partial derivatives. */
  dx: number;
  dy: number;
}

const crossHair = signal<CrossHair | null>(null);

/** The values at the cross-hair; null where there is none, or not yet. */
export const reading = signal<Reading | null>(null);

/** What the point is, if it is special: `maximum`. */
export const kindAtCrossHair = computed<string>(() => {
  const now = reading.value;
  return (picture.value?.marks ?? [])
    .filter(({ x, y }) => x === now?.x && y === now.y)
    .map(({ kind }) => kind)
    .join(', ');
});

export const isPinned = computed(() => crossHair.value?.pinned ?? false);

export function off(): void {
  crossHair.value = null;
}

export function at(x: number, y: number, pinned = true): void {
  crossHair.value = { x, y, pinned };
}

/** The sides of a pixel in the plane. */
function perPixel(): { x: number; y: number } | null {
  const view = shown.peek();
  const box = frame.peek();
  return view && box && { x: (view.x1 - view.x0) / box.width, y: (view.y1 - view.y0) / box.height };
}

export function atPixel(pixel: { x: number; y: number }, pinned = false): void {
  const view = shown.peek();
  const box = frame.peek();
  const unit = perPixel();
  if (!view || !box || !unit || pixel.x > box.x + box.width) return;
  const x = roundTo(view.x0 + (pixel.x - box.x) * unit.x, unit.x);
  const y = roundTo(view.y1 - (pixel.y - box.y) * unit.y, unit.y);
  at(x, y, pinned);
}

export function toggle(): void {
  if (isPinned.peek()) {
    off();
    return;
  }
  const view = shown.peek();
  const last = reading.peek();
  if (last) at(last.x, last.y);
  else if (view) at((view.x0 + view.x1) / 2, (view.y0 + view.y1) / 2);
}

/** Moves the cross-hair by pixels, rightwards and upwards, within the window. */
export function move(right: number, up: number): void {
  const view = shown.peek();
  const from = crossHair.peek();
  const unit = perPixel();
  if (!view || !from || !unit) return;
  const x = roundTo(from.x + right * unit.x, unit.x);
  const y = roundTo(from.y + up * unit.y, unit.y);
  at(Math.min(Math.max(x, view.x0), view.x1), Math.min(Math.max(y, view.y0), view.y1));
}

/** Goes to the next (or previous) of the special points. */
export function jump(direction: 1 | -1): void {
  const marks = picture.peek()?.marks ?? [];
  const from = crossHair.peek();
  const now = marks.findIndex((mark) => from && mark.x === from.x && mark.y === from.y);
  const next: Mark | undefined = now < 0 ? marks[0] : marks.at((now + direction) % marks.length);
  if (next) at(next.x, next.y);
}

const read = latest(async ({ expr, x, y }: { expr: string; x: number; y: number }) => {
  try {
    const [value = NaN, dx = NaN, dy = NaN] = (await fluxion.gradient(expr, [x], [y])).map((row) => row[0]!);
    if (crossHair.peek()) reading.value = { expr, x, y, value, dx, dy };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    reading.value = null;
    if (error.isNews) remark(error.message);
  }
});

/** Reads the values wherever the cross-hair goes, and again when the function changes. */
export function keepReadingPlane(): void {
  effect(() => {
    const point = crossHair.value;
    const expr = isHeat.value ? picture.value?.expr : undefined;
    const last = reading.peek();
    if (!point || expr === undefined) reading.value = null;
    else if (last?.x !== point.x || last.y !== point.y || last.expr !== expr) {
      read({ expr, x: point.x, y: point.y });
    }
  });

  effect(() => {
    const now = reading.value;
    if (!now || !isPinned.peek()) return;
    const [x, y] = variables.peek();
    const number = (value: number): string => formatNumber(value, 4);
    const kind = kindAtCrossHair.peek();
    announcement.value =
      `${x} = ${number(now.x)}, ${y} = ${number(now.y)}, ${functionName.peek()} = ${number(now.value)}, ` +
      (kind === '' ? '' : `${kind}, `) +
      `slope along ${x} ${number(now.dx)}, along ${y} ${number(now.dy)}`;
  });
}
