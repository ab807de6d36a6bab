/** The trace: a point on the curve, with the values of all derivatives there. */
import { computed, effect, signal } from '@preact/signals';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import { latest } from '../engine/latest';
import { MAX_ORDER, type Mark } from '../protocol';
import { announcement, remark } from '../state';
import { formatNumber } from '../format';
import { frame, functionName, picture, shown } from './state';

interface Trace {
  x: number;
  /** Stays when the pointer leaves. */
  pinned: boolean;
}

export interface Reading {
  expr: string;
  x: number;
  values: number[];
}

/** Within this many pixels the trace snaps to a special point. */
const SNAP_PIXELS = 6;

const trace = signal<Trace | null>(null);

/** The values at the trace; null where there is none, or not yet. */
export const reading = signal<Reading | null>(null);

/** What the traced point is, if it is special: `root`, or `root, inflection`. */
export const kindAtTrace = computed<string>(() => {
  const x = reading.value?.x;
  return marksOfFunction.value
    .filter((mark) => mark.x === x)
    .map((mark) => mark.kind)
    .join(', ');
});

/** Special points of f itself, from left to right, without those that have no value. */
const marksOfFunction = computed<Mark[]>(() =>
  (picture.value?.marks ?? [])
    .filter((mark) => mark.order === 0 && Number.isFinite(mark.y))
    .sort((a, b) => a.x - b.x),
);

/** True while the trace stays where it is, whether the pointer is there or not. */
export const traceIsPinned = computed(() => trace.value?.pinned ?? false);

export function traceOff(): void {
  trace.value = null;
}

export function traceAt(x: number, pinned = true): void {
  trace.value = { x, pinned };
}

/** Traces at the x of a pixel column of the stage, or at a special point close by. */
export function traceAtPixel(pixel: number, pinned = false): void {
  const view = shown.peek();
  const box = frame.peek();
  if (!view || !box) return;
  const perPixel = (view.x1 - view.x0) / box.width;
  const x = view.x0 + (pixel - box.x) * perPixel;
  const near = nearest(x);
  traceAt(near && Math.abs(near.x - x) <= SNAP_PIXELS * perPixel ? near.x : roundTo(x, perPixel), pinned);
}

export function toggleTrace(): void {
  if (trace.peek()?.pinned) {
    traceOff();
    return;
  }
  const view = shown.peek();
  const start = reading.peek()?.x ?? (view && (view.x0 + view.x1) / 2);
  if (start !== null) traceAt(start);
}

/** Moves the trace by a share of the window's width, and stops at a special point that it would pass. */
export function moveTrace(share: number): void {
  const view = shown.peek();
  const from = trace.peek()?.x;
  if (!view || from === undefined) return;
  const width = view.x1 - view.x0;
  const perPixel = width / (frame.peek()?.width ?? 1000);
  const to = Math.min(Math.max(roundTo(from + share * width, perPixel), view.x0), view.x1);
  traceAt(passed(from, to)?.x ?? to);
}

/** Jumps to the next special point to the right (or left). */
export function jumpTrace(direction: 1 | -1): void {
  const view = shown.peek();
  if (!view) return;
  const from = trace.peek()?.x ?? (direction === 1 ? view.x0 : view.x1);
  const next = passed(from, direction === 1 ? view.x1 : view.x0);
  if (next) traceAt(next.x);
}

function nearest(x: number): Mark | undefined {
  let best: Mark | undefined;
  for (const mark of marksOfFunction.peek()) {
    if (!best || Math.abs(mark.x - x) < Math.abs(best.x - x)) best = mark;
  }
  return best;
}

/** The first special point strictly after `from` and not beyond `to`. */
function passed(from: number, to: number): Mark | undefined {
  const marks = marksOfFunction.peek();
  return to > from
    ? marks.find((mark) => mark.x > from && mark.x <= to)
    : marks.findLast((mark) => mark.x < from && mark.x >= to);
}

/** Drops the digits of x that are finer than a tenth of a pixel. */
export function roundTo(x: number, perPixel: number): number {
  const unit = 10 ** Math.floor(Math.log10(perPixel));
  const rounded = Math.round(x / unit) * unit;
  return Number.isFinite(rounded) ? Number(rounded.toPrecision(15)) : x;
}

const read = latest(async ({ expr, x }: { expr: string; x: number }) => {
  try {
    const { values } = await fluxion.trace(expr, x, MAX_ORDER);
    if (trace.peek()) reading.value = { expr, x, values };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    reading.value = null;
    if (error.isNews) remark(error.message);
  }
});

/** Reads the values wherever the trace goes, and again when the function changes. */
export function keepReading(): void {
  effect(() => {
    const at = trace.value;
    const expr = picture.value?.expr;
    const last = reading.peek();
    if (!at || expr === undefined) reading.value = null;
    else if (last?.x !== at.x || last.expr !== expr) read({ expr, x: at.x });
  });

  effect(() => {
    const now = reading.value;
    if (!now || !traceIsPinned.peek()) return;
    const kind = kindAtTrace.value;
    const name = functionName.peek();
    announcement.value =
      `x = ${formatNumber(now.x, 6)}, ${name} = ${formatNumber(now.values[0] ?? NaN, 6)}` +
      (kind ? `, ${kind}` : '') +
      `, slope ${formatNumber(now.values[1] ?? NaN, 6)}`;
  });
}
