/** How long each step of compiling took, and how long the code runs. */
import type { Explanation } from '../api';
import { count, measurement, wish } from './state';

const PHASES: Record<string, string> = {
  trace: 'Trace the function',
  simplify: 'Simplify the jaxpr',
  plan: 'Plan loops and memory',
  print: 'Print the module',
  load: 'Compile and instantiate it',
};

/** Clocks of browsers tick every 5 or 100 µs. */
function time(ms: number): string {
  if (ms < 0.005) return '< 5 µs';
  if (ms < 1) return `${Number((ms * 1000).toPrecision(3))} µs`;
  return ms < 1000 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
}

export function Times({ all }: { all: Explanation }) {
  const total = all.phases.reduce((sum, { ms }) => sum + ms, 0);
  const most = Math.max(...all.phases.map(({ ms }) => ms), 1e-6);
  const run = measurement.value;
  const { points } = wish.value;
  return (
    <section class="card code-card code-times" aria-labelledby="code-times-title">
      <header class="code-head">
        <h2 id="code-times-title" class="code-title">
          Time
        </h2>
      </header>
      <table class="table">
        <tbody>
          {all.phases.map(({ name, ms }) => (
            <tr key={name}>
              <th scope="row">
                {PHASES[name] ?? name}
                <span class="code-time-bar" style={{ width: `${(100 * ms) / most}%` }} />
              </th>
              <td>{time(ms)}</td>
            </tr>
          ))}
          <tr class="code-total">
            <th scope="row">From text to code</th>
            <td>{time(total)}</td>
          </tr>
          {all.noModule === '' && (
            <>
              <tr class="code-total">
                <th scope="row">A run, {count(points, 'point')}</th>
                <td>{run ? time(run.ms) : '…'}</td>
              </tr>
              <tr>
                <th scope="row">Per point</th>
                <td>{run ? `${Number(((run.ms * 1e6) / points).toPrecision(3))} ns` : '…'}</td>
              </tr>
            </>
          )}
        </tbody>
      </table>
      {run && <p class="hint">Median of {count(run.runs, 'run')} on this machine, one thread.</p>}
    </section>
  );
}
