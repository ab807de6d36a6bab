/** What the plot's buttons and keys do. */
import { EngineError } from '../engine/error';
import { formatNumber } from '../format';
import { MAX_ORDER, type PlotReply } from '../protocol';
import { DEFAULT_ROUTE } from '../route';
import { announcement, notice, remark, stageSize } from '../state';
import * as crossHair from './heat/cross-hair';
import { isHeat } from './heat/state';
import { fitY, picture, setXRange, show, shown, visible } from './state';
import { draw } from './request';
import { jumpTrace, moveTrace, toggleTrace, traceIsPinned, traceOff } from './trace';
import { panned, zoomed } from './viewport';

const ZOOM_STEP = 1.5;
const PAN_STEP = 0.1;
const TRACE_STEP = 0.01;

function zoomBy(factor: number): void {
  const view = shown.peek();
  if (!view) return;
  show(zoomed(view, factor, 0.5, 0.5));
  announceWindow();
}

export const zoomIn = (): void => zoomBy(1 / ZOOM_STEP);
export const zoomOut = (): void => zoomBy(ZOOM_STEP);

/** Says the new window to those who cannot see it. */
function announceWindow(): void {
  const view = shown.peek();
  if (!view) return;
  const { x0, x1, y0, y1 } = view;
  const [from, to, low, high] = [x0, x1, y0, y1].map((bound) => formatNumber(bound, 3));
  announcement.value = `x from ${from} to ${to}, y from ${low} to ${high}`;
}

function panBy(byWidth: number, byHeight: number): void {
  const view = shown.peek();
  if (!view) return;
  show(panned(view, byWidth, byHeight));
  announceWindow();
}

export function resetView(): void {
  const { x0, x1 } = DEFAULT_ROUTE.plot;
  setXRange(x0, x1);
}

/** The windows in which special points are looked for, from near to far. */
const SEARCH_RADII = [10, 100, 1000];

/** With fewer special points than this the next larger window is searched too. */
const ENOUGH_MARKS = 2;

/** No more than these, the nearest to 0, are shown at once: sin x has a root everywhere. */
const MAX_MARKS = 9;

/** Shows the x range that holds the roots, extrema, inflections and poles of f. */
export async function fitX(): Promise<void> {
  const current = picture.peek();
  const size = stageSize.peek();
  if (!current || !size) return;
  try {
    for (const radius of SEARCH_RADII) {
      const wide = await draw({
        expr: current.expr,
        x0: -radius,
        x1: radius,
        y0: 0,
        y1: 0,
        fitY: true,
        ...size,
        order: MAX_ORDER,
        visible: visible.peek(),
        dark: false,
        svg: false,
      });
      const range = rangeOfMarks(wide);
      if (range) {
        setXRange(...range);
        return;
      }
    }
    notice.value = `No special points of ${current.name} were found between -1000 and 1000.`;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.isNews) remark(error.message);
  }
}

function rangeOfMarks({ marks }: PlotReply): [number, number] | null {
  const xs = marks
    .filter((mark) => mark.order === 0)
    .map((mark) => mark.x)
    .sort((a, b) => Math.abs(a) - Math.abs(b))
    .slice(0, MAX_MARKS);
  if (xs.length < ENOUGH_MARKS) return null;
  const from = Math.min(...xs);
  const to = Math.max(...xs);
  const margin = Math.max((to - from) * 0.3, Math.abs(to) * 1e-3, 1e-3);
  const [x0, x1] = [from - margin, to + margin].map((x) => Number(x.toPrecision(3)));
  return [x0!, x1!];
}

/** Pixels that a key moves the cross-hair by. */
const CROSS_HAIR_STEP = 8;

/** Handles a key that means something else on a heat map than on curves. */
function handleCrossHairKey(key: string, faster: number): boolean {
  const step = CROSS_HAIR_STEP * faster;
  const pinned = crossHair.isPinned.peek();
  switch (key) {
    case 'ArrowLeft':
      if (pinned) crossHair.move(-step, 0);
      return pinned;
    case 'ArrowRight':
      if (pinned) crossHair.move(step, 0);
      return pinned;
    case 'ArrowUp':
      if (pinned) crossHair.move(0, step);
      return pinned;
    case 'ArrowDown':
      if (pinned) crossHair.move(0, -step);
      return pinned;
    case 't':
    case 'T':
      crossHair.toggle();
      return true;
    case 'n':
      crossHair.jump(1);
      return true;
    case 'p':
      crossHair.jump(-1);
      return true;
    case 'Escape':
      crossHair.off();
      return pinned;
    default:
      return false;
  }
}

/** Handles a key pressed on the plot; says whether it meant something. */
export function handleKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const faster = event.shiftKey ? 10 : 1;
  if (isHeat.peek() && handleCrossHairKey(event.key, faster)) return true;
  const tracing = traceIsPinned.peek();
  switch (event.key) {
    case 'ArrowLeft':
      if (tracing) moveTrace(-TRACE_STEP * faster);
      else panBy(-PAN_STEP, 0);
      return true;
    case 'ArrowRight':
      if (tracing) moveTrace(TRACE_STEP * faster);
      else panBy(PAN_STEP, 0);
      return true;
    case 'ArrowUp':
      panBy(0, PAN_STEP);
      return true;
    case 'ArrowDown':
      panBy(0, -PAN_STEP);
      return true;
    case '+':
    case '=':
      zoomIn();
      return true;
    case '-':
    case '_':
      zoomOut();
      return true;
    case '0':
      fitY();
      return true;
    case 'Home':
      resetView();
      return true;
    case 't':
    case 'T':
      toggleTrace();
      return true;
    case 'n':
      jumpTrace(1);
      return true;
    case 'p':
      jumpTrace(-1);
      return true;
    case 'Escape':
      if (!tracing) return false;
      traceOff();
      return true;
    default:
      return false;
  }
}
