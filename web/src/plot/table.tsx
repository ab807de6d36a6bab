/** The curves as a table of values, for those who read numbers rather than pictures. */
import { useEffect, useState } from 'preact/hooks';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import { derivativeName, formatNumber } from '../format';
import { remark } from '../state';
import { functionName, ORDERS, picture } from './state';

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
        if (error.isNews) remark(error.message);
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
