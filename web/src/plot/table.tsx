/** A function as a table of values, for those who read numbers rather than pictures. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import { derivativeName, formatNumber } from '../format';
import { remark } from '../state';
import { functionName, ORDERS, picture } from './state';

interface Table {
  corner: ComponentChildren;
  columns: string[];
  rows: { name: string; values: string[] }[];
}

/** Evenly spaced numbers, without what is only rounding. */
export function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    Number((from + ((to - from) * i) / (count - 1)).toPrecision(12)),
  );
}

/** The table is computed while it is open, and again when the expression or the window that it is `of` changes. */
export function ValueTable({
  of,
  compute,
}: {
  of: readonly [expr: string, ...window: number[]];
  compute(): Promise<Table>;
}) {
  const [open, setOpen] = useState(false);
  const [table, setTable] = useState<Table | null>(null);

  useEffect(() => {
    if (!open || of[0] === '') return;
    let current = true;
    compute().then(
      (computed) => current && setTable(computed),
      (error: unknown) => {
        if (!(error instanceof EngineError)) throw error;
        if (current) setTable(null);
        if (error.isNews) remark(error.message);
      },
    );
    return () => {
      current = false;
    };
  }, [open, ...of]);

  return (
    <details class="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Table of values</summary>
      {table && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="Table of values">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{table.corner}</th>
                {table.columns.map((name, column) => (
                  <th scope="col" key={column}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ name, values }, row) => (
                <tr key={row}>
                  <th scope="row">{name}</th>
                  {values.map((value, column) => (
                    <td key={column}>{value}</td>
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

const ROWS = 11;

export function CurveTable() {
  const { expr, x0, x1 } = picture.value ?? { expr: '', x0: 0, x1: 0 };
  const name = functionName.value;
  const compute = async (): Promise<Table> => {
    const xs = spaced(x0, x1, ROWS);
    const columns = await fluxion.derivatives(expr, xs, ORDERS.length - 1);
    return {
      corner: <i>x</i>,
      columns: ORDERS.map((order) => derivativeName(name, order)),
      rows: xs.map((x, row) => ({
        name: formatNumber(x, 6),
        values: columns.map((column) => formatNumber(column[row] ?? NaN, 7)),
      })),
    };
  };
  return <ValueTable of={[expr, x0, x1]} compute={compute} />;
}
