/** The frame of the page: header, tabs, and the stage that both views share. */
import { useRef } from 'preact/hooks';
import { fluxion } from './api';
import { LazyCode } from './code/lazy';
import { DeviceNotice, DevicePicker } from './device/picker';
import { usesGpu } from './device/state';
import { openTab } from './navigation';
import { LazyNotebook } from './notebook/lazy';
import { Formula } from './plot/formula';
import { PlotRan } from './plot/ran';
import { picture } from './plot/state';
import { Surface } from './plot/surface';
import { PlotSide } from './plot/side';
import { playOrPauseRace } from './race/actions';
import { RaceRan } from './race/ran';
import { RaceSide } from './race/side';
import { bytes, formatBytes, isLarge, isStarting, race, settings } from './race/state';
import { playOrPause } from './regression/actions';
import { Controls } from './regression/controls';
import { RegressionSide } from './regression/numbers';
import { RegressionRan } from './regression/ran';
import { regression } from './regression/state';
import type { Tab } from './route';
import { canvasFailure, canvasState } from './stage/canvas';
import { Stage } from './stage/stage';
import { notice, tab } from './state';
import { ThemeButton } from './theme-button';

const TABS: [Tab, string][] = [
  ['plot', 'Plot'],
  ['code', 'Code'],
  ['regression', 'Regression'],
  ['notebook', 'Notebook'],
];

export function App() {
  const name = tab.value;
  const plotting = name !== 'regression';
  const inNotebook = name === 'notebook';
  const inCode = name === 'code';
  const notebookWasOpened = useRef(false);
  notebookWasOpened.current ||= inNotebook;
  return (
    <div class="page">
      <header class="header">
        <h1 class="wordmark">
          <img src="./icon.svg" alt="" width="26" height="26" />
          Fluxion
        </h1>
        <Tabs />
        <DevicePicker />
        <ThemeButton />
      </header>
      <DeviceNotice />
      <main>
        <div
          class="panel"
          role="tabpanel"
          id="panel"
          aria-labelledby={plotting ? 'tab-plot' : 'tab-regression'}
          hidden={inNotebook || inCode}
        >
          <div class="top">{plotting ? !inCode && <Formula /> : <Controls />}</div>
          <div class="centre">
            <Stage>
              {plotting ? <Surface /> : isLarge.value ? <RaceSurface /> : <RegressionSurface />}
              <Failure />
              <Progress />
            </Stage>
            {plotting ? <PlotRan /> : isLarge.value ? <RaceRan /> : <RegressionRan />}
            {!inCode && <Remarks />}
          </div>
          {plotting ? <PlotSide /> : isLarge.value ? <RaceSide /> : <RegressionSide />}
        </div>
        {inCode && (
          <div class="panel code-panel" role="tabpanel" id="code-panel" aria-labelledby="tab-code">
            <div class="top">
              <Formula />
              <Remarks />
            </div>
            <LazyCode />
          </div>
        )}
        {notebookWasOpened.current && (
          <div
            class="panel"
            role="tabpanel"
            id="notebook-panel"
            aria-labelledby="tab-notebook"
            hidden={!inNotebook}
          >
            <LazyNotebook />
          </div>
        )}
      </main>
      <footer class="footer">
        <a href="./bench.html">Benchmark</a>
      </footer>
    </div>
  );
}

function Tabs() {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const index = TABS.findIndex(([id]) => id === tab.peek());
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const [id] = TABS.at(next % TABS.length)!;
    openTab(id);
    list.current?.querySelector<HTMLElement>(`#tab-${id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={move}>
      {TABS.map(([id, label]) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          class="tab"
          aria-selected={tab.value === id}
          aria-controls={id === 'notebook' || id === 'code' ? `${id}-panel` : 'panel'}
          tabIndex={tab.value === id ? 0 : -1}
          onClick={() => openTab(id)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function RegressionSurface() {
  return <TrainingSurface description={regression.value?.description} toggle={playOrPause} />;
}

function RaceSurface() {
  const { rows, columns, seconds } = settings.value;
  return (
    <>
      <TrainingSurface description={race.value?.description} toggle={playOrPauseRace} />
      {!race.value && (
        <div class="race-empty">
          {isStarting.value ? (
            <>
              <p>Loading the program that computes on all devices…</p>
              <progress aria-label="Loading" />
            </>
          ) : (
            <p>
              Play makes {rows.toLocaleString('en')} × {columns} random numbers ({formatBytes(bytes.value)})
              on every device that is ticked, and trains on them
              {seconds > 0 ? ` for ${seconds} seconds each` : ''}.
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** A training's picture takes the space bar; what it shows is said in words. */
function TrainingSurface({ description, toggle }: { description: string | undefined; toggle(): void }) {
  return (
    <div
      class="surface still"
      role="application"
      aria-roledescription="training"
      aria-label="Regression"
      aria-describedby="regression-description"
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        toggle();
      }}
    >
      <p id="regression-description" class="visually-hidden">
        {description}
      </p>
    </div>
  );
}

function Failure() {
  const failure = fluxion.failure.value;
  if (failure === '') return null;
  return (
    <div class="failure" role="alert">
      <p>{failure}</p>
      {typeof WebAssembly !== 'undefined' && (
        <button type="button" class="button primary" onClick={() => fluxion.restart()}>
          Start it again
        </button>
      )}
    </div>
  );
}

/** Without a fraction: nobody knows how far it is. */
const LOADING = { what: 'loading the program that computes on the GPU', fraction: undefined };

function Progress() {
  const loading = usesGpu.value && !!picture.value?.heat && fluxion.computeStatus.value === 'starting';
  const progress = fluxion.progress.value ?? (loading ? LOADING : null);
  if (!progress) return null;
  return (
    <div class="progress">
      <span>{progress.what}</span>
      <progress aria-label={progress.what} value={progress.fraction} />
    </div>
  );
}

function Remarks() {
  const withoutCanvas = canvasState.value === 'failed';
  return (
    <div class="remarks" role="status">
      {notice.value && (
        <p class="remark">
          {notice.value}
          <button type="button" class="button quiet" aria-label="Dismiss" onClick={() => (notice.value = '')}>
            ×
          </button>
        </p>
      )}
      {withoutCanvas && (
        <p class="remark hint">Drawn as SVG, because the canvas cannot run here: {canvasFailure.value}.</p>
      )}
    </div>
  );
}
