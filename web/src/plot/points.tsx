/** The special points in view; choosing one traces it. */
import { formatNumber } from '../format';
import type { Mark } from '../protocol';
import { functionName, picture } from './state';
import { traceAt } from './trace';

export function Points() {
  const points = pointsOf(picture.value?.marks ?? []);
  const name = functionName.value;
  return (
    <details class="card" open>
      <summary>Special points</summary>
      {points.length === 0 && <p class="hint">None in view.</p>}
      <ul class="points">
        {points.map(({ kinds, x, y }) => (
          <li key={x}>
            <button type="button" class="point" onClick={() => traceAt(x)}>
              <span class="point-kind">{kinds}</span>
              <span class="number">{coordinates(x, y)}</span>
              <span class="visually-hidden"> of {name}: trace</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface Point {
  kinds: string;
  x: number;
  y: number;
}

/** The special points of f, those at one place as one: sin x has a root and an inflection at 0. */
function pointsOf(marks: Mark[]): Point[] {
  const points = new Map<number, Point>();
  for (const { kind, order, x, y } of marks) {
    if (order !== 0) continue;
    const point = points.get(x) ?? { kinds: '', x, y };
    points.set(x, {
      kinds: point.kinds === '' ? kind : `${point.kinds}, ${kind}`,
      x,
      // What is left at a root is rounding.
      y: kind === 'root' ? 0 : point.y,
    });
  }
  return [...points.values()];
}

function coordinates(x: number, y: number): string {
  const numbers = Number.isFinite(y) ? [x, y] : [x];
  return `(${numbers.map((number) => formatNumber(number, 7)).join(', ')})`;
}
