/** The five curves: a legend whose buttons show and hide them, with their values at the trace. */
import { derivativeName, formatNumber, PRIMES } from '../format';
import { announcement } from '../state';
import { functionName, ORDERS, toggleCurve, visible } from './state';
import { jumpTrace, kindAtTrace, reading, toggleTrace, traceIsPinned } from './trace';

/** As the painters draw them: stroke width and dashes in CSS pixels. */
const DASHES = ['', '10 5', '2 4', '10 4 2 4', '16 4 2 4 2 4'];

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
  return (
    <section class="card curves" aria-label="Curves and values">
      <header class="curves-head">
        <output class="curves-x" aria-live="off">
          {now ? (
            <>
              <i>x</i> = <span class="number">{formatNumber(now.x)}</span>
              {kindAtTrace.value && <span class="badge">{kindAtTrace.value}</span>}
            </>
          ) : (
            <span class="hint">Point at the plot to read values</span>
          )}
        </output>
      </header>
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
      <div class="button-row">
        <button type="button" class="button" aria-pressed={traceIsPinned.value} onClick={toggleTrace}>
          Trace
        </button>
        <button type="button" class="button" onClick={() => jumpTrace(-1)}>
          ‹ Previous point
        </button>
        <button type="button" class="button" onClick={() => jumpTrace(1)}>
          Next point ›
        </button>
      </div>
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
    </section>
  );
}
