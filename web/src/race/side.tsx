/** The numbers of the race, place by place. */
import { formatNumber } from '../format';
import type { RaceLane } from '../protocol';
import { LossAxis } from '../regression/training';
import { race, raceFault } from './state';

export function RaceSide() {
  const now = race.value;
  return (
    <div class="side">
      {raceFault.value && (
        <p class="card warning" role="alert">
          {raceFault.value}
        </p>
      )}
      <section class="card" aria-label="Race">
        {now ? <Lanes lanes={now.lanes} hidden={now.hiddenLoss} /> : <Explanation />}
        <LossAxis />
      </section>
      {now && (
        <section class="card" aria-label="About the data">
          <Explanation />
        </section>
      )}
    </div>
  );
}

function Explanation() {
  return (
    <p class="hint">
      Each place makes the same random data for itself, with the generator of jax.random: normal inputs, and
      labels that a logistic model with hidden parameters draws. Then it trains from zero for the same time.
      Nothing passes through JavaScript.
    </p>
  );
}

function Lanes({ lanes, hidden }: { lanes: RaceLane[]; hidden: number }) {
  const rates = lanes.map(({ stepsPerSecond }) => stepsPerSecond).filter((rate) => rate > 0);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Steps per second by place">
      <table class="table race-table">
        <thead>
          <tr>
            <th scope="col">steps/s</th>
            <th scope="col">a step</th>
            <th scope="col">steps</th>
            <th scope="col">loss</th>
          </tr>
        </thead>
        {lanes.map((lane) => (
          <tbody key={lane.place} data-place={lane.place}>
            <tr>
              <th colSpan={4} scope="rowgroup">
                <span class="race-name">{lane.kind}</span>
                <span class="hint">{said(lane, rates)}</span>
                {lane.state === 'making' && (
                  <progress aria-label={`Making the data: ${lane.kind}`} value={lane.made} />
                )}
              </th>
            </tr>
            <tr>
              <td>{lane.stepsPerSecond > 0 ? formatNumber(lane.stepsPerSecond, 3) : '–'}</td>
              <td>{lane.stepsPerSecond > 0 ? `${formatNumber(1000 / lane.stepsPerSecond, 3)} ms` : '–'}</td>
              <td>{lane.steps > 0 ? lane.steps.toLocaleString('en') : '–'}</td>
              <td>{Number.isNaN(lane.loss) ? '–' : formatNumber(lane.loss, 4)}</td>
            </tr>
          </tbody>
        ))}
      </table>
      {!Number.isNaN(hidden) && <p class="hint">The hidden model has loss {formatNumber(hidden, 4)}.</p>}
    </div>
  );
}

/** What a place does, or how it did against the others that have rates. */
function said(lane: RaceLane, rates: number[]): string {
  switch (lane.state) {
    case 'waiting':
      return 'waits for its turn';
    case 'making':
      return `makes the data: ${Math.round(lane.made * 100)} %`;
    case 'training':
      return `trains; data made in ${formatNumber(lane.makeSeconds, 2)} s`;
    case 'failed':
      return lane.message;
    case 'done': {
      const made = `data made in ${formatNumber(lane.makeSeconds, 2)} s`;
      const right = Number.isNaN(lane.accuracy) ? '' : `, ${formatNumber(lane.accuracy * 100, 3)} % right`;
      const times = Math.max(...rates) / lane.stepsPerSecond;
      const rank =
        lane.stepsPerSecond <= 0 || rates.length < 2
          ? ''
          : times === 1
            ? ', fastest'
            : `, ${formatNumber(times, 2)} times slower`;
      return made + right + rank;
    }
  }
}
