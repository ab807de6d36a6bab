import { signal } from '@preact/signals';
import { save } from '../src/save';
import { ThemeButton } from '../src/theme-button';
import { ALL_CASES, TITLES, type CaseName } from './cases';
import { CONTESTANTS, LABELS, type ContestantName } from './contestants';
import { digits, duration, isRight, ratio, type Score, type Scores } from './scores';
import { describe, findGpu } from './gpu';
import { choices, DEFAULTS, runSuite, type Outcome, type Progress } from './suite';

/** One round gives a first impression; several tell how far the times scatter. */
const LENGTHS = { short: 1, long: DEFAULTS.rounds } as const;

const length = signal<keyof typeof LENGTHS>('short');
const progress = signal<Progress | null>(null);
const outcome = signal<Outcome | null>(null);
/** What ended the last run before its end. */
const problem = signal('');
const running = signal<AbortController | null>(null);

async function start(): Promise<void> {
  const controller = new AbortController();
  running.value = controller;
  outcome.value = null;
  problem.value = '';
  try {
    const options = { ...DEFAULTS, ...choices(await findGpu()), rounds: LENGTHS[length.peek()] };
    outcome.value = await runSuite(options, (now) => (progress.value = { ...now }), controller.signal);
  } catch (error) {
    problem.value = controller.signal.aborted ? 'Stopped.' : `It failed: ${String(error)}`;
  }
  running.value = null;
}

export function Page() {
  const scores = outcome.value?.cases ?? progress.value?.scores;
  return (
    <div class="page">
      <header class="header">
        <h1 class="wordmark">
          <a href="./" class="wordmark-link">
            <img src="./icon.svg" alt="" width="26" height="26" />
            Fluxion
          </a>
        </h1>
        <ThemeButton />
      </header>
      <main class="bench">
        <Introduction />
        <Controls />
        {scores &&
          ALL_CASES.filter((name) => scores[name]).map((name) => (
            <Case key={name} name={name} scores={scores[name]!} />
          ))}
        <Legend />
      </main>
    </div>
  );
}

function Introduction() {
  return (
    <section class="bench-introduction">
      <h2>Benchmark</h2>
      <p>
        Eleven computations, run in this browser by Fluxion, by jax-js 0.1.25 and TensorFlow.js 4.22 on their
        WebAssembly devices, and by JavaScript loops written by hand; where the browser has WebGPU, by Fluxion
        and jax-js there too, and three larger ones. They take turns on the same data; every result is
        compared with one computed in float64.
      </p>
      <p class="hint">
        {globalThis.crossOriginIsolated
          ? `This page may share memory between threads: “all threads” is ${navigator.hardwareConcurrency}.`
          : 'Here the page may not share memory between threads, so that only one thread computes.'}{' '}
        The other libraries are loaded when you start. Other work of this computer falsifies the times.
      </p>
    </section>
  );
}

function Controls() {
  const now = progress.value;
  const busy = running.value !== null;
  return (
    <div class="controls">
      <div class="controls-run">
        {busy ? (
          <button type="button" class="button primary" onClick={() => running.value?.abort()}>
            Stop
          </button>
        ) : (
          <button type="button" class="button primary" onClick={() => void start()}>
            Run
          </button>
        )}
      </div>
      <label class="control">
        <span>Length</span>
        <select
          class="field"
          disabled={busy}
          value={length.value}
          onChange={({ currentTarget }) => (length.value = currentTarget.value as keyof typeof LENGTHS)}
        >
          <option value="short">short, one round</option>
          <option value="long">long, {LENGTHS.long} rounds</option>
        </select>
      </label>
      {outcome.value && (
        <button type="button" class="button" onClick={saveOutcome}>
          Save as JSON
        </button>
      )}
      {busy && now && (
        <div class="bench-progress">
          <progress aria-label="Progress" value={now.done} />
          <span class="hint">{now.what}</span>
        </div>
      )}
      <p class="bench-end" role="status">
        {problem.value || (outcome.value ? 'Done.' : '')}
      </p>
      {outcome.value?.gpu && <p class="hint">WebGPU: {describe(outcome.value.gpu)}.</p>}
    </div>
  );
}

function saveOutcome(): void {
  const all = { date: new Date().toISOString(), browser: navigator.userAgent, ...outcome.peek() };
  save(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }), 'bench.json');
}

function Case({ name, scores }: { name: CaseName; scores: Scores }) {
  const names = CONTESTANTS.filter((who) => scores[who]);
  const times = names.map((who) => scores[who]!.ms).filter((ms) => ms !== null);
  const shortest = Math.min(...times);
  const longest = Math.max(...times);
  // On a logarithmic scale that begins at half of the shortest time.
  const share = (ms: number): number => Math.log((2 * ms) / shortest) / Math.log((2 * longest) / shortest);
  return (
    <section class="card bench-case">
      <table class="table bench-table">
        <caption>
          <strong>{name}</strong> {TITLES[name]}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">contestant</span>
            </th>
            <th scope="col">time</th>
            <th scope="col">ratio</th>
            <th scope="col">error</th>
            <th scope="col" class="bench-wide">
              spread
            </th>
            <th scope="col" class="bench-wide">
              threads
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((who) => (
            <Row key={who} who={who} score={scores[who]!} times={ratio(scores, who)} share={share} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  who: ContestantName;
  score: Score;
  times: number | undefined;
  share(ms: number): number;
}

function Row({ who, score, times, share }: RowProps) {
  const { ms, spread, error, threads, note } = score;
  if (ms === null) {
    return (
      <tr>
        <th scope="row">{LABELS[who]}</th>
        <td colSpan={5} class="bench-note">
          {note}
        </td>
      </tr>
    );
  }
  const right = isRight(score);
  return (
    <tr>
      <th scope="row">
        <div class="bench-bars">
          <span>{LABELS[who]}</span>
          <div
            class={`bench-bar ${who.startsWith('fluxion') ? 'ours' : ''} ${right ? '' : 'wrong'}`}
            style={{ width: `${100 * share(ms)}%` }}
          />
        </div>
      </th>
      <td>{duration(ms)}</td>
      <td>{times === undefined ? '' : `${digits(times)}×`}</td>
      <td class={right ? '' : 'bench-wrong'}>
        {error === null ? 'not finite' : error.toExponential(0)}
        {!right && (
          <>
            <span aria-hidden="true"> ✗</span>
            <span class="visually-hidden">, wrong</span>
          </>
        )}
      </td>
      <td class="bench-wide">{Math.round(100 * spread!)} %</td>
      <td class="bench-wide">{threads}</td>
    </tr>
  );
}

function Legend() {
  return (
    <section class="hint bench-legend">
      <p>
        The time is the median of one call; a bar’s length is its logarithm. The error is the largest distance
        from the exact result in units of the largest exact value, the spread is the distance of the 90th from
        the 10th percentile in units of the median. The ratio is to Fluxion’s time, with as many threads, or
        on WebGPU.
      </p>
      <p>
        JavaScript by hand differentiates nothing: its formulas were worked out on paper. jax-js and
        TensorFlow.js come under <a href="./bench-licenses.txt">their own licences</a>.
      </p>
    </section>
  );
}
