/** What can be set: data, noise, optimiser, learning rate; and the buttons that run the training. */
import { newEntry } from '../navigation';
import { DATASETS, type DatasetName } from '../protocol';
import { RaceButtons, RaceControls } from '../race/controls';
import { isLarge } from '../race/state';
import { LIMITS } from '../route';
import { configure, newData, playOrPause, reset, step } from './actions';
import { config, regression } from './state';
import { LearningRate, OptimizerChoice } from './training';

const DATASET_NAMES: Record<DatasetName, string> = {
  tutorial: 'JAX tutorial, 4 × 3',
  blobs: 'Two blobs',
  moons: 'Two moons',
  circles: 'Two circles',
};

/** The choice of data that are no data set of the regression's. */
const LARGE = 'large';

export function Controls() {
  return (
    <section class="controls" aria-label="Training">
      {isLarge.value ? <RaceButtons /> : <Buttons />}
      <label class="control">
        <span>Data</span>
        <select
          class="field"
          value={isLarge.value ? LARGE : config.value.dataset}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {DATASETS.map((name) => (
            <option key={name} value={name}>
              {DATASET_NAMES[name]}
            </option>
          ))}
          <option value={LARGE}>Random, up to 10⁷ rows</option>
        </select>
      </label>
      {isLarge.value ? <RaceControls /> : <SmallControls />}
    </section>
  );
}

function choose(name: string): void {
  newEntry();
  isLarge.value = name === LARGE;
  if (name !== LARGE) configure({ dataset: name as DatasetName });
}

function Buttons() {
  return (
    <div class="controls-run">
      <button type="button" class="button primary" onClick={playOrPause} disabled={!regression.value}>
        {regression.value?.playing ? 'Pause' : 'Play'}
      </button>
      <button type="button" class="button" onClick={step} disabled={!regression.value}>
        Step
      </button>
      <button type="button" class="button" onClick={reset} disabled={!regression.value}>
        Reset
      </button>
    </div>
  );
}

function SmallControls() {
  const { dataset, points, noise, optimizer, learningRate } = config.value;
  const fixed = dataset === 'tutorial';
  return (
    <>
      <label class="control">
        <span>Points</span>
        <input
          class="field number"
          type="number"
          disabled={fixed}
          min={LIMITS.points.min}
          max={LIMITS.points.max}
          step={100}
          value={points}
          onChange={(event) => {
            const wanted = Math.round(event.currentTarget.valueAsNumber);
            const { min, max } = LIMITS.points;
            if (Number.isFinite(wanted)) set({ points: Math.min(Math.max(wanted, min), max) });
            event.currentTarget.value = String(config.peek().points);
          }}
        />
      </label>
      <label class="control">
        <span>
          Noise <span class="number">{noise.toFixed(2)}</span>
        </span>
        <input
          type="range"
          disabled={fixed}
          min={LIMITS.noise.min}
          max={LIMITS.noise.max}
          step={0.01}
          value={noise}
          onInput={(event) => configure({ noise: event.currentTarget.valueAsNumber })}
        />
      </label>
      <button type="button" class="button" disabled={fixed} onClick={newData}>
        New data
      </button>
      <OptimizerChoice value={optimizer} onChange={(name) => set({ optimizer: name })} />
      <LearningRate value={learningRate} onChange={(rate) => configure({ learningRate: rate })} />
    </>
  );
}

function set(change: Parameters<typeof configure>[0]): void {
  newEntry();
  configure(change);
}
