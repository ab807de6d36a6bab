/** The function as a table of values, for those who read numbers rather than pictures. */
import { useEffect, useState } from 'preact/hooks';
import { fluxion } from '../../api';
import { EngineError } from '../../engine/error';
import { formatNumber } from '../../format';
import { remark } from '../../state';
import { picture } from '../state';
import { variables } from './state';

const COLUMNS = 5;
const ROWS = 9;

interface Table {
  xs: number[];
  ys: number[];
  /** Row by row. */
  values: Float64Array;
}

/** Evenly spaced numbers, without what is only rounding. */
function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    Number((from + ((to - from) * i) / (count - 1)).toPrecision(6)),
  );
}

export function PlaneTable() {
  const [open, setOpen] = useState(false);
  const [table, setTable] = useState<Table | null>(null);
  const { expr, x0, x1, y0, y1 } = picture.value ?? { expr: '', x0: 0, x1: 0, y0: 0, y1: 0 };

  useEffect(() => {
    if (!open || expr === '') return;
    let current = true;
    const xs = spaced(x0, x1, COLUMNS);
    const ys = spaced(y1, y0, ROWS);
    fluxion
      .gradient(
        expr,
        ys.flatMap(() => xs),
        ys.flatMap((y) => xs.map(() => y)),
      )
      .then(
        ([values]) => current && setTable({ xs, ys, values: values! }),
        (error: unknown) => {
          if (!(error instanceof EngineError)) throw error;
          if (current) setTable(null);
          if (error.isNews) remark(error.message);
        },
      );
    return () => {
      current = false;
    };
  }, [open, expr, x0, x1, y0, y1]);

  const [x, y] = variables.value;
  return (
    <details class="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Table of values</summary>
      {table && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Table of values">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">
                  <i>{y}</i> \ <i>{x}</i>
                </th>
                {table.xs.map((value) => (
                  <th scope="col" key={value}>
                    {formatNumber(value, 4)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.ys.map((value, row) => (
                <tr key={value}>
                  <th scope="row">{formatNumber(value, 4)}</th>
                  {table.xs.map((_, column) => (
                    <td key={column}>{formatNumber(table.values[row * COLUMNS + column] ?? NaN, 4)}</td>
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
