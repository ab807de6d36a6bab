/** The colour bar beside a heat map. Screen readers get the range in the description of the picture. */
import { stageSize } from '../../state';
import { frame } from '../state';
import { heat } from './state';

export function ColourBar() {
  const map = heat.value;
  const box = frame.value;
  const size = stageSize.value;
  if (!map || !box || !size) return null;
  return (
    <div class="colour-bar" aria-hidden="true" style={{ width: `${size.width - box.width}px` }}>
      {map.stops.length > 0 && (
        <div
          class="colour-bar-scale"
          style={{ background: `linear-gradient(to top, ${map.stops.join(', ')})` }}
        >
          {map.ticks.map(({ at, label }) => (
            <span key={label} class="colour-bar-tick number" style={{ bottom: `${at * 100}%` }}>
              {label}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
