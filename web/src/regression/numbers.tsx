/** The live numbers beside the pictures, and the check of the gradient. */
import { formatNumber } from '../format';
import { checkGradient } from './actions';
import { check, regression, regressionFault } from './state';
import { LossAxis } from './training';

const DIGITS = 7;

export function RegressionSide() {
  const now = regression.value;
  return (
    <div class="side">
      {regressionFault.value && (
        <p class="card warning" role="alert">
          {regressionFault.value}
        </p>
      )}
      {now?.notice && (
        <p class="card remarkable" role="status">
          {now.notice}
        </p>
      )}
      <section class="card" aria-label="Progress">
        <dl class="facts">
          <Fact name="Step" value={now && String(now.step)} />
          <Fact name="Loss" value={now && formatNumber(now.loss, DIGITS)} />
          <Fact name="Least loss" value={now && leastLoss(now.optimum)} />
          <Fact name="Accuracy" value={now && `${formatNumber(now.accuracy * 100, 4)} %`} />
        </dl>
        <LossAxis />
      </section>
      <Parameters />
      <GradientCheck />
    </div>
  );
}

/** Separable data have no least loss: it comes as close to 0 as one likes. */
function leastLoss(optimum: number): string {
  return Number.isNaN(optimum) ? '0, never reached' : formatNumber(optimum, DIGITS);
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{value ?? '…'}</dd>
    </div>
  );
}

function Parameters() {
  const now = regression.value;
  const rows = now
    ? [
        ...now.w.map((value, i) => ({ name: `W${subscript(i)}`, value, slope: now.gw[i] })),
        { name: 'b', value: now.b, slope: now.gb },
      ]
    : [];
  return (
    <section class="card" aria-label="Parameters and gradient">
      <table class="table parameters">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Parameter</span>
            </th>
            <th scope="col">value</th>
            <th scope="col">∂loss/∂value</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, value, slope }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatNumber(value, DIGITS)}</td>
              <td>{formatNumber(slope ?? NaN, DIGITS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function subscript(index: number): string {
  return String(index).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
}

function GradientCheck() {
  const result = check.value;
  return (
    <section class="card check" aria-label="Check of the gradient">
      <button type="button" class="button" onClick={() => void checkGradient()} disabled={!regression.value}>
        Check the gradient
      </button>
      <div role="status">
        {result && (
          <>
            <div
              class="table-scroll"
              tabIndex={0}
              role="region"
              aria-label="Autodiff against central differences"
            >
              <table class="table">
                <caption>At step {result.step}</caption>
                <thead>
                  <tr>
                    <th scope="col">autodiff</th>
                    <th scope="col">central difference</th>
                    <th scope="col">difference</th>
                  </tr>
                </thead>
                {result.lines.map((line) => (
                  <tbody key={line.label}>
                    <tr>
                      <th colSpan={3} scope="rowgroup">
                        {line.label}
                      </th>
                    </tr>
                    <tr>
                      <td>{formatNumber(line.autodiff, DIGITS)}</td>
                      <td>{formatNumber(line.numerical, DIGITS)}</td>
                      <td>{formatNumber(line.difference, 2)}</td>
                    </tr>
                  </tbody>
                ))}
              </table>
            </div>
            <p class={result.checkGrads.ok ? 'verdict good' : 'verdict bad'}>
              {result.checkGrads.ok
                ? '✓ CheckGrads agrees to second order, in forward and reverse mode.'
                : `✗ ${result.checkGrads.message}`}
            </p>
          </>
        )}
      </div>
    </section>
  );
}
