/** The least and the greatest value in view; choosing one puts the cross-hair there. */
import { formatNumber } from '../../format';
import { functionName, picture } from '../state';
import { at } from './cross-hair';

export function PlanePoints() {
  const marks = picture.value?.marks ?? [];
  const name = functionName.value;
  return (
    <details class="card" open>
      <summary>Extreme values in view</summary>
      {marks.length === 0 && <p class="hint">None.</p>}
      <ul class="points">
        {marks.map(({ kind, x, y }) => (
          <li key={kind}>
            <button type="button" class="point" onClick={() => at(x, y)}>
              <span class="point-kind">{kind}</span>
              <span class="number">
                ({formatNumber(x, 5)}, {formatNumber(y, 5)})
              </span>
              <span class="visually-hidden"> of {name}: go there</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
