/** What trainings on small and on large data have in common: optimiser, learning rate, and the axis of the loss. */
import { formatNumber, parseNumber } from '../format';
import { newEntry } from '../navigation';
import { OPTIMIZERS, type OptimizerName } from '../protocol';
import { LIMITS } from '../route';
import { logLoss } from './state';

const OPTIMIZER_NAMES: Record<OptimizerName, string> = {
  'gradient-descent': 'Gradient descent',
  momentum: 'Momentum',
  adam: 'Adam',
};

interface Choice<T> {
  value: T;
  disabled?: boolean;
  onChange(value: T): void;
}

export function OptimizerChoice({ value, disabled, onChange }: Choice<OptimizerName>) {
  return (
    <label class="control">
      <span>Optimiser</span>
      <select
        class="field"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value as OptimizerName)}
      >
        {OPTIMIZERS.map((name) => (
          <option key={name} value={name}>
            {OPTIMIZER_NAMES[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** On a logarithmic scale, with a field beside it for an exact number. */
export function LearningRate({ value, disabled, onChange }: Choice<number>) {
  const { min, max } = LIMITS.learningRate;
  return (
    <div class="control" role="group" aria-label="Learning rate">
      <span>Learning rate</span>
      <div class="control-pair">
        <input
          type="range"
          aria-label="Learning rate, logarithmic"
          aria-valuetext={formatNumber(value, 3)}
          disabled={disabled}
          min={Math.log10(min)}
          max={Math.log10(max)}
          step={0.05}
          value={Math.log10(value)}
          onInput={(event) => onChange(Number((10 ** event.currentTarget.valueAsNumber).toPrecision(3)))}
        />
        <input
          class="field number"
          aria-label="Learning rate"
          inputMode="decimal"
          disabled={disabled}
          value={formatNumber(value, 4)}
          onChange={(event) => {
            const wanted = parseNumber(event.currentTarget.value);
            const next = wanted > 0 ? Math.min(Math.max(wanted, min), max) : value;
            if (wanted > 0) {
              newEntry();
              onChange(next);
            }
            event.currentTarget.value = formatNumber(next, 4);
          }}
        />
      </div>
    </div>
  );
}

export function LossAxis() {
  return (
    <label class="facts-choice">
      <span>Loss axis</span>
      <select
        class="field"
        value={logLoss.value ? 'logarithmic' : 'linear'}
        onChange={(event) => (logLoss.value = event.currentTarget.value === 'logarithmic')}
      >
        <option value="linear">Linear</option>
        <option value="logarithmic">Logarithmic</option>
      </select>
    </label>
  );
}
