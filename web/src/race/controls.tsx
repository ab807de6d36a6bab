/** What can be set for large data: their size, the training, and where and how long it runs. */
import { LearningRate, OptimizerChoice } from '../regression/training';
import { PLACES } from '../protocol';
import { COLUMNS, ROWS, SECONDS } from '../route';
import { playOrPauseRace, set, stopRace } from './actions';
import {
  bytes,
  entered,
  formatBytes,
  hindrances,
  isStarting,
  noRoom,
  PLACE_NAMES,
  race,
  settings,
} from './state';

export function RaceButtons() {
  const now = race.value;
  const isRunning = now?.running ?? false;
  const cannot = isStarting.value || (!isRunning && (noRoom.value !== '' || entered.value.length === 0));
  return (
    <div class="controls-run">
      <button type="button" class="button primary" onClick={playOrPauseRace} disabled={cannot}>
        {isRunning && !now?.paused ? 'Pause' : 'Play'}
      </button>
      <button type="button" class="button" onClick={() => void stopRace()} disabled={!isRunning}>
        Stop
      </button>
    </div>
  );
}

export function RaceControls() {
  const { rows, columns, optimizer, learningRate, seconds, places } = settings.value;
  const fixed = (race.value?.running ?? false) || isStarting.value;
  const choice = (name: string, value: number, values: readonly number[], change: (n: number) => void) => (
    <label class="control">
      <span>{name}</span>
      <select
        class="field"
        value={String(value)}
        disabled={fixed}
        onChange={(event) => change(Number(event.currentTarget.value))}
      >
        {values.map((n) => (
          <option key={n} value={String(n)}>
            {n === 0 ? 'until stopped' : n.toLocaleString('en')}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      {choice('Rows', rows, ROWS, (n) => set({ rows: n }))}
      {choice('Columns', columns, COLUMNS, (n) => set({ columns: n }))}
      <OptimizerChoice value={optimizer} disabled={fixed} onChange={(name) => set({ optimizer: name })} />
      <LearningRate value={learningRate} disabled={fixed} onChange={(rate) => set({ learningRate: rate })} />
      {choice('Seconds each', seconds, SECONDS, (n) => set({ seconds: n }))}
      <fieldset class="control race-places" disabled={fixed}>
        <legend class="control-name">Train on</legend>
        {PLACES.map((name) => {
          const hindrance = hindrances.value[name];
          return (
            <label key={name} class="race-place" title={hindrance}>
              <input
                type="checkbox"
                checked={places.includes(name) && hindrance === ''}
                disabled={hindrance !== ''}
                onChange={(event) => {
                  const chosen = event.currentTarget.checked;
                  set({ places: PLACES.filter((p) => (p === name ? chosen : places.includes(p))) });
                }}
              />
              {PLACE_NAMES[name]}
              {hindrance !== '' && <span class="visually-hidden"> ({hindrance})</span>}
            </label>
          );
        })}
      </fieldset>
      <p class={noRoom.value === '' ? 'hint race-need' : 'race-need race-refusal'} role="status">
        {noRoom.value !== ''
          ? noRoom.value
          : entered.value.length === 0
            ? 'Choose where to train.'
            : `${formatBytes(bytes.value)} of memory in each place, one after another`}
      </p>
    </>
  );
}
