/** The column beside the plot. */
import { signal } from '@preact/signals';
import { openTab } from '../navigation';
import { Curves } from './curves';
import { copyLink, savePng, saveSvg } from './export';
import { PlanePoints } from './heat/points';
import { isHeat } from './heat/state';
import { PlaneTable } from './heat/table';
import { PlaneValues } from './heat/values';
import { Points } from './points';
import { Range } from './range';
import { CurveTable } from './table';

export function PlotSide() {
  return (
    <div class="side">
      {isHeat.value ? <PlaneValues /> : <Curves />}
      <Range />
      {isHeat.value ? <PlanePoints /> : <Points />}
      {isHeat.value ? <PlaneTable /> : <CurveTable />}
      <Export />
    </div>
  );
}

const exported = signal('');

function Export() {
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
        <button type="button" class="button" onClick={() => openTab('code')}>
          Show the code
        </button>
      </div>
      <p class="hint" role="status">
        {exported.value}
      </p>
    </section>
  );
}
