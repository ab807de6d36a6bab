/** One cell: its number, its text, what it has put out. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { runHere } from '../actions';
import { cells, editing, selectedId, type Cell } from '../document';
import { edit, focusRequest } from '../focus';
import { handleCommandKey } from '../keys';
import { startedAt, stop, stopping } from '../session';
import { Icon } from './icons';
import { Markdown } from './markdown';
import { Outputs } from './outputs';
import { PlotIt } from './plot-it';
import { CellRan } from './ran';
import { Source } from './source';

export function CellView({ cell }: { cell: Cell }) {
  const host = useRef<HTMLElement>(null);
  const isSelected = useComputed(() => selectedId.value === cell.id);
  const isEdited = useComputed(() => isSelected.value && editing.value);
  const wantsFocus = useComputed(() => {
    const { value } = focusRequest;
    return value?.id === cell.id && value.on === 'cell';
  });
  useLayoutEffect(() => {
    if (!wantsFocus.value) return;
    focusRequest.value = null;
    host.current!.focus({ preventScroll: true });
    host.current!.scrollIntoView({ block: 'nearest' });
  }, [wantsFocus.value]);

  const kind = cell.kind.value;
  return (
    <section
      ref={host}
      class="cell"
      id={`cell-${cell.id}`}
      data-kind={kind}
      data-state={cell.state.value}
      data-selected={isSelected.value}
      data-editing={isEdited.value}
      aria-label={useComputed(() => label(cell)).value}
      tabIndex={isSelected.value ? 0 : -1}
      onFocusIn={({ target }) => {
        selectedId.value = cell.id;
        editing.value = target instanceof Element && target.closest('.cm-content') !== null;
      }}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !host.current!.contains(relatedTarget)) editing.value = false;
      }}
      onKeyDown={(event) => {
        if (event.target !== host.current) return;
        if (handleCommandKey(event)) event.preventDefault();
      }}
    >
      <Gutter cell={cell} />
      <div class="cell-body">
        {kind === 'markdown' && !cell.open.value ? <Rendered cell={cell} /> : <Source cell={cell} />}
        {kind === 'code' && <PlotIt cell={cell} />}
        {kind === 'code' && <Outputs cell={cell} />}
        {kind === 'code' && <CellRan cell={cell} />}
      </div>
    </section>
  );
}

function label(cell: Cell): string {
  const all = cells.value;
  const place = `cell ${all.indexOf(cell) + 1} of ${all.length}`;
  const kind = cell.kind.value;
  if (kind !== 'code') return `${kind === 'markdown' ? 'Markdown' : 'Raw'}, ${place}`;
  const state = { idle: '', queued: ', waiting', running: ', running' }[cell.state.value];
  const failed = cell.outputs.value.some((output) => output.output_type === 'error') ? ', failed' : '';
  const count = cell.count.value;
  const old = count !== null && !cell.fresh.value ? ' in an earlier session' : '';
  return `Code, ${place}${count === null ? '' : `, run ${count}${old}`}${state}${failed}`;
}

function Rendered({ cell }: { cell: Cell }) {
  const source = cell.source.value;
  return (
    <div class="rendered" onDblClick={() => edit(cell)}>
      {source.trim() === '' ? (
        <p class="hint">Empty. Double click, or press Enter, to write.</p>
      ) : (
        <Markdown source={source} attachments={cell.attachments} />
      )}
    </div>
  );
}

function Gutter({ cell }: { cell: Cell }) {
  if (cell.kind.value !== 'code') return <div class="gutter" />;
  const state = cell.state.value;
  const isRunning = state === 'running';
  const count = cell.count.value;
  const isOld = count !== null && !cell.fresh.value;
  return (
    <div class="gutter">
      <button
        type="button"
        class="run"
        tabIndex={-1}
        aria-label={isRunning ? 'Stop' : 'Run this cell'}
        title={isRunning ? 'Stop' : 'Run this cell (Ctrl-Enter)'}
        aria-disabled={state === 'queued' || (isRunning && stopping.value)}
        onClick={() => (isRunning ? stop() : runHere(cell))}
      >
        <Icon name={isRunning ? 'stop' : 'run'} />
      </button>
      <span
        class="count"
        data-old={isOld}
        title={isOld ? 'Run in an earlier session, whose variables are gone' : undefined}
      >
        [{state === 'idle' ? (count ?? ' ') : '*'}]
      </span>
      {isRunning ? <Clock /> : <Time milliseconds={cell.milliseconds.value} />}
    </div>
  );
}

function Time({ milliseconds }: { milliseconds: number | null }) {
  return milliseconds === null ? null : <span class="time">{formatTime(milliseconds)}</span>;
}

/** The time of a cell that runs. */
function Clock() {
  const now = useSignal(performance.now());
  useSignalEffect(() => {
    const timer = setInterval(() => (now.value = performance.now()), 100);
    return () => clearInterval(timer);
  });
  const elapsed = now.value - startedAt.value;
  return elapsed < 300 ? null : <span class="time">{formatTime(elapsed)}</span>;
}

function formatTime(milliseconds: number): string {
  if (milliseconds < 1) return '< 1 ms';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
