/** The function and its gradient at the cross-hair. */
import { formatNumber } from '../../format';
import { Typeset } from '../../typeset';
import { ReadOut } from '../read-out';
import { functionName } from '../state';
import { isPinned, jump, kindAtCrossHair, reading, toggle } from './cross-hair';
import { variables } from './state';

const POINTER = { name: 'Cross-hair', isPinned, toggle, jump };

export function PlaneValues() {
  const now = reading.value;
  const name = functionName.value;
  const [x, y] = variables.value;
  const rows: [string, string, number | undefined][] = [
    [name, `${name}, the function`, now?.value],
    [partial(name, x), `derivative of ${name} along ${x}`, now?.dx],
    [partial(name, y), `derivative of ${name} along ${y}`, now?.dy],
    [
      `\\left|\\nabla ${name}\\right|`,
      'length of the gradient: the steepest slope',
      now ? Math.hypot(now.dx, now.dy) : undefined,
    ],
  ];
  const place = now && (
    <>
      <i>{x}</i> = <span class="number">{formatNumber(now.x)}</span>, <i>{y}</i> ={' '}
      <span class="number">{formatNumber(now.y)}</span>
      {kindAtCrossHair.value && <span class="badge">{kindAtCrossHair.value}</span>}
    </>
  );
  return (
    <ReadOut label="Values and gradient" pointer={POINTER} place={place}>
      <dl class="curves-list plane-values">
        {rows.map(([tex, label, value]) => (
          <div key={tex}>
            <dt>
              <span aria-hidden="true">
                <Typeset tex={tex} />
              </span>
              <span class="visually-hidden">{label}</span>
            </dt>
            <dd class="number curve-value">{value === undefined ? '' : formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        <Typeset tex={`\\nabla ${name} = \\left(${partial(name, x)},\\ ${partial(name, y)}\\right)`} /> points
        uphill: the arrows follow it, across the lines of equal values.
      </p>
    </ReadOut>
  );
}

const partial = (name: string, variable: string): string =>
  `\\frac{\\partial ${name}}{\\partial ${variable}}`;
