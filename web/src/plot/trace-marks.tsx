/** The trace in the picture: a line at x, the tangent, and a point on every curve. */
import { formatNumber } from '../format';
import type { Frame } from '../protocol';
import { frame, ORDERS, shown, visible } from './state';
import { reading } from './trace';
import { toPixels, type Viewport } from './viewport';

/** Half the length of the tangent, in pixels. */
const TANGENT = 110;

/** With less room than this to its right, the label stands on the left of the line. */
const LABEL_ROOM = 96;

export function TraceMarks() {
  const now = reading.value;
  const view = shown.value;
  const box = frame.value;
  if (!now || !view || !box) return null;
  const { x } = toPixels(view, box, now.x, 0);
  const right = box.x + box.width;
  if (!(x >= box.x && x <= right)) return null;
  const toTheLeft = x > right - LABEL_ROOM;
  return (
    <svg class="trace" aria-hidden="true">
      <line class="trace-line" x1={x} x2={x} y1={box.y} y2={box.y + box.height} />
      {visible.value[0] && <Tangent values={now.values} x={now.x} view={view} box={box} />}
      {ORDERS.filter((order) => visible.value[order]).map((order) => {
        const { y } = toPixels(view, box, now.x, now.values[order] ?? NaN);
        if (!(y >= box.y && y <= box.y + box.height)) return null;
        return (
          <circle
            key={order}
            class={`trace-point curve-${order}`}
            cx={x}
            cy={y}
            r={order === 0 ? 5.5 : 4.5}
          />
        );
      })}
      <text
        class="trace-x"
        x={toTheLeft ? x - 8 : x + 8}
        y={box.y + 20}
        text-anchor={toTheLeft ? 'end' : 'start'}
      >
        x = {formatNumber(now.x, 6)}
      </text>
    </svg>
  );
}

function Tangent({ values, x, view, box }: { values: number[]; x: number; view: Viewport; box: Frame }) {
  const [value = NaN, slope = NaN] = values;
  const at = toPixels(view, box, x, value);
  const steepness = -slope * (box.height / (view.y1 - view.y0)) * ((view.x1 - view.x0) / box.width);
  const dx = TANGENT / Math.hypot(1, steepness);
  const dy = dx * steepness;
  if (!Number.isFinite(dy) || !(at.y > -box.height && at.y < 2 * box.height)) return null;
  return <line class="trace-tangent" x1={at.x - dx} y1={at.y - dy} x2={at.x + dx} y2={at.y + dy} />;
}
