/** What can be set: data, noise, optimiser, learning rate; and the buttons that run the training. */
import { formatNumber, parseNumber } from '../format';
import { newEntry } from '../navigation';
import { OPTIMIZERS, DATASETS, type DatasetName, type OptimizerName } from '../protocol';
import { LIMITS } from '../route';
import { configure, newData, playOrPause, reset, step } from './actions';
import { config, regression } from './state';

const DATASET_NAMES: Record<DatasetName, string> = {
  tutorial: 'JAX tutorial, 4 × 3',
  blobs: 'Two blobs',
  moons: 'Two moons',
  circles: 'Two circles',
};

const OPTIMIZER_NAMES: Record<OptimizerName, string> = {
  'gradient-descent': 'Gradient descent',
  momentum: 'Momentum',
  adam: 'Adam',
};

export function Controls() {
  const { dataset, points, noise, optimizer } = config.value;
  const fixed = dataset === 'tutorial';
  return (
    <section class="controls" aria-label="Training">
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
      <label class="control">
        <span>Data</span>
        <select
          class="field"
          value={dataset}
          onChange={(event) => set({ dataset: event.currentTarget.value as DatasetName })}
        >
          {DATASETS.map((name) => (
            <option key={name} value={name}>
              {DATASET_NAMES[name]}
            </option>
          ))}
        </select>
      </label>
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
      <label class="control">
        <span>Optimiser</span>
        <select
          class="field"
          value={optimizer}
          onChange={(event) => set({ optimizer: event.currentTarget.value as OptimizerName })}
        >
          {OPTIMIZERS.map((name) => (
            <option key={name} value={name}>
              {OPTIMIZER_NAMES[name]}
            </option>
          ))}
        </select>
      </label>
      <LearningRate />
    </section>
  );
}

/** On a logarithmic scale, with a field beside it for an exact number. */
function LearningRate() {
  const rate = config.value.learningRate;
  const { min, max } = LIMITS.learningRate;
  return (
    <div class="control" role="group" aria-label="Learning rate">
      <span>Learning rate</span>
      <div class="control-pair">
        <input
          type="range"
          aria-label="Learning rate, logarithmic"
          aria-valuetext={formatNumber(rate, 3)}
          min={Math.log10(min)}
          max={Math.log10(max)}
          step={0.05}
          value={Math.log10(rate)}
          onInput={(event) =>
            configure({ learningRate: Number((10 ** event.currentTarget.valueAsNumber).toPrecision(3)) })
          }
        />
        <input
          class="field number"
          aria-label="Learning rate"
          inputMode="decimal"
          value={formatNumber(rate, 4)}
          onChange={(event) => {
            const wanted = parseNumber(event.currentTarget.value);
            if (wanted > 0) set({ learningRate: Math.min(Math.max(wanted, min), max) });
            event.currentTarget.value = formatNumber(config.peek().learningRate, 4);
          }}
        />
      </div>
    </div>
  );
}

function set(change: Parameters<typeof configure>[0]): void {
  newEntry();
  configure(change);
}
