/** What follows the pointer: the trace on curves, the cross-hair on a heat map. */
import * as crossHair from './heat/cross-hair';
import { isHeat } from './heat/state';
import { traceAtPixel, traceIsPinned, traceOff } from './trace';

export function probeAtPixel(pixel: { x: number; y: number }, pinned = false): void {
  if (isHeat.peek()) crossHair.atPixel(pixel, pinned);
  else traceAtPixel(pixel.x, pinned);
}

export function probeIsPinned(): boolean {
  return (isHeat.peek() ? crossHair.isPinned : traceIsPinned).peek();
}

export function probeOff(): void {
  traceOff();
  crossHair.off();
}
