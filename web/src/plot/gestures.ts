/** Pointer and wheel on the plot: drag pans, wheel and pinch zoom, hovering and tapping trace. */
import { frame, show, shown } from './state';
import { probeAtPixel, probeIsPinned, probeOff } from './probe';
import { panned, toShares, zoomed, type Viewport } from './viewport';

/** A press that moves less than this many pixels is a tap. */
const TAP_SLOP = 4;

/** Wheel units for a factor of e. A trackpad's pinch arrives as a wheel with ctrl, in much smaller units. */
const WHEEL_SCALE = 500;
const PINCH_SCALE = 100;

/** One line or page of a wheel that does not count pixels. */
const LINE_PIXELS = 16;
const PAGE_PIXELS = 400;

interface Point {
  x: number;
  y: number;
}

/** Listens on `element`, whose box is the stage; returns what stops it. */
export function listenToGestures(element: HTMLElement): () => void {
  const stop = new AbortController();
  const pressed = new Map<number, Point>();
  let travelled = 0;

  const at = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    options: AddEventListenerOptions = {},
  ): void => element.addEventListener(type, listener, { ...options, signal: stop.signal });

  on('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    if (pressed.size === 0) travelled = 0;
    pressed.set(event.pointerId, at(event));
  });

  on('pointermove', (event) => {
    const now = at(event);
    const before = pressed.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'mouse' && !probeIsPinned()) probeAtPixel(now);
      return;
    }
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (pressed.size === 1 && travelled < TAP_SLOP) return;
    const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
    pressed.set(event.pointerId, now);
    element.dataset['dragging'] = '';
    if (other) pinch(before, now, other);
    else pan(now.x - before.x, now.y - before.y);
  });

  const release = (event: PointerEvent): void => {
    if (!pressed.delete(event.pointerId)) return;
    if (pressed.size > 0) return;
    delete element.dataset['dragging'];
    if (event.type === 'pointerup' && travelled < TAP_SLOP) probeAtPixel(at(event), true);
  };
  on('pointerup', release);
  on('pointercancel', release);

  on('pointerleave', (event) => {
    if (event.pointerType === 'mouse' && !probeIsPinned()) probeOff();
  });

  on(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? LINE_PIXELS : event.deltaMode === 2 ? PAGE_PIXELS : 1;
      const factor = Math.exp((event.deltaY * unit) / (event.ctrlKey ? PINCH_SCALE : WHEEL_SCALE));
      const box = frame.peek();
      if (!box) return;
      const { u, v } = toShares(box, at(event));
      change((view) => zoomed(view, factor, u, v));
    },
    { passive: false },
  );

  return () => stop.abort();
}

function pan(dx: number, dy: number): void {
  const box = frame.peek();
  if (box) change((view) => panned(view, -dx / box.width, dy / box.height));
}

/** Two fingers: their distance zooms, their middle pans. */
function pinch(before: Point, now: Point, other: Point): void {
  const box = frame.peek();
  if (!box) return;
  const distance = (p: Point): number => Math.max(Math.hypot(p.x - other.x, p.y - other.y), 1);
  const { u, v } = toShares(box, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  change((view) =>
    zoomed(
      panned(view, -(now.x - before.x) / 2 / box.width, (now.y - before.y) / 2 / box.height),
      distance(before) / distance(now),
      u,
      v,
    ),
  );
}

function change(move: (view: Viewport) => Viewport): void {
  const view = shown.peek();
  if (view) show(move(view));
}
