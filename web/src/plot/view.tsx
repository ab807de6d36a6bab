import { Curves } from './curves';
import { Export, Points, Range, ValueTable } from './details';

/** The column beside the plot. */
export function PlotSide() {
  return (
    <div class="side">
      <Curves />
      <Range />
      <Points />
      <ValueTable />
      <Export />
    </div>
  );
}
