/** Beside the plot: its x range, its special points, a table of values, and ways to take it along. */
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import { derivativeName, formatBound, formatNumber, parseNumber } from '../format';
import { newEntry } from '../navigation';
import { copyLink, savePng, saveSvg } from './export';
import { functionName, ORDERS, picture, setXRange, wanted } from './state';
import { traceAt } from './trace';
import { isUsableInterval } from './viewport';

export function Range() {
  const { x0, x1 } = wanted.value;
  const [problem, setProblem] = useState('');
  const width = x1 - x0;

  const submit = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    const [from, to] = ['from', 'to'].map((name) => parseNumber(String(data.get(name))));
    if (!isUsableInterval(from!, to!)) {
      setProblem(
        Number.isFinite(from!) && Number.isFinite(to!)
          ? `from ${formatNumber(from!)} to ${formatNumber(to!)} is not a range that can be shown`
          : 'two numbers are expected',
      );
      return;
    }
    setProblem('');
    if (from === x0 && to === x1) return;
    newEntry();
    setXRange(from!, to!);
  };

  const field = (name: string, label: string, value: number) => (
    <input
      class="field"
      name={name}
      aria-label={label}
      inputMode="text"
      autocomplete="off"
      value={formatBound(value, width)}
      aria-invalid={problem !== ''}
      aria-describedby="range-problem"
      onChange={(event) => submit(event.currentTarget.form!)}
    />
  );

  return (
    <form
      class="card range"
      aria-label="Range"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <div class="range-line">
        <span>
          <i>x</i>&nbsp;from
        </span>
        {field('from', 'x from', x0)}
        <span>to</span>
        {field('to', 'x to', x1)}
        <button type="submit" class="visually-hidden" tabIndex={-1}>
          Show this range
        </button>
      </div>
      <p id="range-problem" class="problem" role="status">
        {problem}
      </p>
    </form>
  );
}

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

const TABLE_ROWS = 11;

export function ValueTable() {
  const [open, setOpen] = useState(false);
  const drawn = picture.value;
  const [table, setTable] = useState<{ xs: number[]; columns: Float64Array[] } | null>(null);
  const { expr, x0, x1 } = drawn ?? { expr: '', x0: 0, x1: 0 };

  useEffect(() => {
    if (!open || expr === '') return;
    let current = true;
    const xs = Array.from({ length: TABLE_ROWS }, (_, i) =>
      Number((x0 + ((x1 - x0) * i) / (TABLE_ROWS - 1)).toPrecision(12)),
    );
    fluxion.derivatives(expr, xs, ORDERS.length - 1).then(
      (columns) => current && setTable({ xs, columns }),
      (error: unknown) => {
        if (!(error instanceof EngineError)) throw error;
        if (current) setTable(null);
      },
    );
    return () => {
      current = false;
    };
  }, [open, expr, x0, x1]);

  const name = functionName.value;
  return (
    <details class="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Table of values</summary>
      {table && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Table of values">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">
                  <i>x</i>
                </th>
                {ORDERS.map((order) => (
                  <th scope="col" key={order}>
                    {derivativeName(name, order)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.xs.map((x, row) => (
                <tr key={row}>
                  <th scope="row">{formatNumber(x, 6)}</th>
                  {table.columns.map((column, order) => (
                    <td key={order}>{formatNumber(column[row] ?? NaN, 7)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

const exported = signal('');

export function Export() {
  const run = (work: () => Promise<string>) => () => {
    void work().then(
      (message) => (exported.value = message),
      (error: unknown) => (exported.value = error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <section class="card export" aria-label="Export">
      <div class="button-row">
        <button type="button" class="button" onClick={run(copyLink)}>
          Copy link
        </button>
        <button type="button" class="button" onClick={run(saveSvg)}>
          Save SVG
        </button>
        <button type="button" class="button" onClick={run(savePng)}>
          Save PNG
        </button>
      </div>
      <p class="hint" role="status">
        {exported.value}
      </p>
    </section>
  );
}
