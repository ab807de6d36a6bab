/** The special points in view; choosing one traces it. */
import { formatNumber } from '../format';
import { functionName, picture } from './state';
import { traceAt } from './trace';

export function Points() {
  const marks = (picture.value?.marks ?? []).filter((mark) => mark.order === 0);
  const name = functionName.value;
  return (
    <details class="card" open>
      <summary>Special points</summary>
      {marks.length === 0 && <p class="hint">None in view.</p>}
      <ul class="points">
        {marks.map((mark) => (
          <li key={`${mark.kind} ${mark.x}`}>
            <button type="button" class="point" onClick={() => traceAt(mark.x)}>
              <span class="point-kind">{mark.kind}</span>
              <span class="number">
                ({formatNumber(mark.x, 7)}
                {Number.isFinite(mark.y) && <>, {formatNumber(Math.abs(mark.y) < 1e-12 ? 0 : mark.y, 7)}</>})
              </span>
              <span class="visually-hidden"> of {name}: trace</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
