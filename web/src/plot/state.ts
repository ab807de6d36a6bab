/** The state of the plot: what the user wants to see, and the last good picture. */
import { computed, signal } from '@preact/signals';
import { DEFAULT_ROUTE } from '../route';
import { MAX_ORDER, type Frame, type PlotReply, type Visible } from '../protocol';
import { stageSize } from '../state';
import { isUsableViewport, type Size, type Viewport } from './viewport';

/** A reply with the question it answers. */
export interface Picture extends PlotReply {
  expr: string;
  size: Size;
  dark: boolean;
}

export interface Fault {
  message: string;
  /** The text that is at fault, to place the caret under. */
  expr: string;
  /** UTF-16 offsets, where the trouble lies in the text. */
  pos?: number | undefined;
  end?: number | undefined;
}

const initial = DEFAULT_ROUTE.plot;

export const expression = signal(initial.expr);
export const visible = signal<Visible>(initial.visible);

/** The window asked for. While `fitY`, its y range follows the curves and y0, y1 mean nothing. */
export const wanted = signal<Viewport & { fitY: boolean }>({
  x0: initial.x0,
  x1: initial.x1,
  y0: 0,
  y1: 0,
  fitY: true,
});

export const picture = signal<Picture | null>(null);
export const fault = signal<Fault | null>(null);

/** The typeset definition of what is in the input line, as far as it can be read. */
export const typeset = signal('');

/** The window on screen. */
export const shown = computed<Viewport | null>(() => {
  const { fitY, ...view } = wanted.value;
  if (!fitY) return view;
  const last = picture.value;
  return last ? { ...view, y0: last.y0, y1: last.y1 } : null;
});

/** Where the window lies on the stage: as in the last picture, whose margins do not depend on its size. */
export const frame = computed<Frame | null>(() => {
  const last = picture.value;
  const size = stageSize.value;
  if (!last || !size) return null;
  return {
    ...last.frame,
    width: last.frame.width + size.width - last.size.width,
    height: last.frame.height + size.height - last.size.height,
  };
});

/** The name of the function that is drawn. */
export const functionName = computed(() => picture.value?.name ?? 'f');

/** Shows this window, unless it is too narrow or too far out for float64. */
export function show(view: Viewport): void {
  if (isUsableViewport(view)) wanted.value = { ...view, fitY: false };
}

/** A new function: the y range fits it, the x range stays. */
export function setExpression(expr: string): void {
  if (expr === expression.peek()) return;
  expression.value = expr;
  wanted.value = { ...wanted.peek(), fitY: true };
}

export function fitY(): void {
  wanted.value = { ...wanted.peek(), fitY: true };
}

export function setXRange(x0: number, x1: number): void {
  wanted.value = { ...wanted.peek(), x0, x1, fitY: true };
}

export function toggleCurve(order: number): void {
  visible.value = visible.peek().map((on, k) => (k === order ? !on : on)) as Visible;
}

export const ORDERS = Array.from({ length: MAX_ORDER + 1 }, (_, order) => order);
