/** The five curves: a legend whose buttons show and hide them, with their values at the trace. */
import { derivativeName, formatNumber, PRIMES } from '../format';
import { ReadOut } from './read-out';
import { functionName, ORDERS, toggleCurve, visible } from './state';
import { jumpTrace, kindAtTrace, reading, toggleTrace, traceIsPinned } from './trace';

/** As the painters draw them: stroke width and dashes in CSS pixels. */
const DASHES = ['', '10 5', '2 4', '10 4 2 4', '16 4 2 4 2 4'];

const POINTER = { name: 'Trace', isPinned: traceIsPinned, toggle: toggleTrace, jump: jumpTrace };

const NAMES = [
  'the function',
  'first derivative',
  'second derivative',
  'third derivative',
  'fourth derivative',
];

export function Curves() {
  const now = reading.value;
  const name = functionName.value;
  const place = now && (
    <>
      <i>x</i> = <span class="number">{formatNumber(now.x)}</span>
      {kindAtTrace.value && <span class="badge">{kindAtTrace.value}</span>}
    </>
  );
  return (
    <ReadOut label="Curves and values" pointer={POINTER} place={place}>
      <ul class="curves-list">
        {ORDERS.map((order) => (
          <li key={order}>
            <button
              type="button"
              class="curve-toggle"
              aria-pressed={visible.value[order]}
              aria-label={`${derivativeName(name, order)}, ${NAMES[order]}`}
              onClick={() => toggleCurve(order)}
            >
              <svg class={`curve-sample curve-${order}`} viewBox="0 0 40 8" aria-hidden="true">
                <line x1="1" y1="4" x2="39" y2="4" stroke-dasharray={DASHES[order]} />
              </svg>
              <span class="curve-name" aria-hidden="true">
                <i>{name}</i>
                {PRIMES[order]}
              </span>
            </button>
            <output class="number curve-value" aria-live="off">
              {now ? formatNumber(now.values[order] ?? NaN) : ''}
            </output>
          </li>
        ))}
      </ul>
    </ReadOut>
  );
}
