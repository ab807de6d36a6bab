/** The cross-hair in the picture, with an arrow along the gradient. */
import { formatNumber } from '../../format';
import { frame, functionName, shown } from '../state';
import { toPixels } from '../viewport';
import { reading } from './cross-hair';

/** The arrow's length, and that of the sides of its head, in pixels. */
const ARROW = 44;
const HEAD = 9;

/** With less room than this to its right, the label stands on the left. */
const LABEL_ROOM = 130;

export function CrossHairMarks() {
  const now = reading.value;
  const view = shown.value;
  const box = frame.value;
  if (!now || !view || !box) return null;
  const { x, y } = toPixels(view, box, now.x, now.y);
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  if (!(x >= box.x && x <= right && y >= box.y && y <= bottom)) return null;
  const toTheLeft = x > right - LABEL_ROOM;
  return (
    <svg class="trace" aria-hidden="true">
      {['trace-halo', 'trace-line'].map((name) => (
        <path key={name} class={name} d={`M${x} ${box.y}V${bottom}M${box.x} ${y}H${right}`} />
      ))}
      <Arrow
        x={x}
        y={y}
        dx={now.dx * (box.width / (view.x1 - view.x0))}
        dy={-now.dy * (box.height / (view.y1 - view.y0))}
      />
      <circle class="trace-point" cx={x} cy={y} r={5} />
      <text
        class="trace-x"
        x={toTheLeft ? x - 10 : x + 10}
        // Away from the arrow, unless there is no room.
        y={(now.dy < 0 && y > box.y + 40) || y > bottom - 40 ? y - 12 : y + 24}
        text-anchor={toTheLeft ? 'end' : 'start'}
      >
        {functionName.value} = {formatNumber(now.value, 6)}
      </text>
    </svg>
  );
}

function Arrow({ x, y, dx, dy }: { x: number; y: number; dx: number; dy: number }) {
  const length = Math.hypot(dx, dy);
  if (!(length > 0 && Number.isFinite(length))) return null;
  const [u, v] = [dx / length, dy / length];
  const [tipX, tipY] = [x + ARROW * u, y + ARROW * v];
  const side = (turn: number): string => `${tipX - HEAD * (u + turn * v)} ${tipY - HEAD * (v - turn * u)}`;
  const path = `M${x} ${y}L${tipX} ${tipY}M${side(0.55)}L${tipX} ${tipY}L${side(-0.55)}`;
  return (
    <>
      <path class="gradient-halo" d={path} />
      <path class="gradient-arrow" d={path} />
    </>
  );
}
