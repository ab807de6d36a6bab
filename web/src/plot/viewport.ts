/** The part of the plane that is shown, and how it lies in pixels. */
import type { Frame } from '../protocol';

export interface Viewport {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

const MAX_MAGNITUDE = 1e150;

/** float64 cannot tell enough points apart in a narrower window. */
const MIN_RELATIVE_WIDTH = 1e-11;

const MIN_WIDTH = 1e-150;

export function isUsableInterval(from: number, to: number): boolean {
  const magnitude = Math.max(Math.abs(from), Math.abs(to));
  return magnitude <= MAX_MAGNITUDE && to - from >= Math.max(MIN_WIDTH, magnitude * MIN_RELATIVE_WIDTH);
}

export function isUsableViewport(view: Viewport): boolean {
  return isUsableInterval(view.x0, view.x1) && isUsableInterval(view.y0, view.y1);
}

/** Moves by a share of the width and height. */
export function panned(view: Viewport, byWidth: number, byHeight: number): Viewport {
  const dx = (view.x1 - view.x0) * byWidth;
  const dy = (view.y1 - view.y0) * byHeight;
  return { x0: view.x0 + dx, x1: view.x1 + dx, y0: view.y0 + dy, y1: view.y1 + dy };
}

/**
 * Scales the window by `factor` (below 1 zooms in) about the point that lies at the share (u, v) of its width and
 * height, u from the left and v from the bottom.
 */
export function zoomed(view: Viewport, factor: number, u: number, v: number): Viewport {
  const [x0, x1] = scaled(view.x0, view.x1, factor, u);
  const [y0, y1] = scaled(view.y0, view.y1, factor, v);
  return { x0, x1, y0, y1 };
}

function scaled(from: number, to: number, factor: number, at: number): [number, number] {
  const fixed = from + (to - from) * at;
  return [fixed + (from - fixed) * factor, fixed + (to - fixed) * factor];
}

export interface Affine {
  scaleX: number;
  scaleY: number;
  dx: number;
  dy: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The affine map of pixels that takes the window `drawn`, lying in the frame `from`, to `shown`, lying in `to`. */
export function affineBetween(drawn: Viewport, from: Frame, shown: Viewport, to: Frame): Affine {
  const upperLeft = toPixels(shown, to, drawn.x0, drawn.y1);
  const lowerRight = toPixels(shown, to, drawn.x1, drawn.y0);
  const scaleX = (lowerRight.x - upperLeft.x) / from.width;
  const scaleY = (lowerRight.y - upperLeft.y) / from.height;
  return { scaleX, scaleY, dx: upperLeft.x - scaleX * from.x, dy: upperLeft.y - scaleY * from.y };
}

/** The pixel of a point of the plane, when `view` lies in `frame`. */
export function toPixels(view: Viewport, frame: Frame, x: number, y: number): { x: number; y: number } {
  return {
    x: frame.x + ((x - view.x0) / (view.x1 - view.x0)) * frame.width,
    y: frame.y + ((view.y1 - y) / (view.y1 - view.y0)) * frame.height,
  };
}

/** The point of the plane under a pixel, as shares of the window: u from the left, v from the bottom. */
export function toShares(frame: Frame, pixel: { x: number; y: number }): { u: number; v: number } {
  return { u: (pixel.x - frame.x) / frame.width, v: 1 - (pixel.y - frame.y) / frame.height };
}
