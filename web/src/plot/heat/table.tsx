/** A function of two variables as a table of values. */
import { fluxion } from '../../api';
import { formatNumber } from '../../format';
import { picture } from '../state';
import { spaced, ValueTable } from '../table';
import { variables } from './state';

const COLUMNS = 5;
const ROWS = 9;

export function PlaneTable() {
  const { expr, x0, x1, y0, y1 } = picture.value ?? { expr: '', x0: 0, x1: 0, y0: 0, y1: 0 };
  const [x, y] = variables.value;
  const compute = async () => {
    const xs = spaced(x0, x1, COLUMNS);
    const ys = spaced(y1, y0, ROWS);
    const [values] = await fluxion.gradient(
      expr,
      ys.flatMap(() => xs),
      ys.flatMap((value) => xs.map(() => value)),
    );
    return {
      corner: (
        <>
          <i>{y}</i> \ <i>{x}</i>
        </>
      ),
      columns: xs.map((value) => formatNumber(value, 4)),
      rows: ys.map((value, row) => ({
        name: formatNumber(value, 4),
        values: xs.map((_, column) => formatNumber(values![row * COLUMNS + column] ?? NaN, 4)),
      })),
    };
  };
  return <ValueTable of={[expr, x0, x1, y0, y1]} compute={compute} />;
}
