/** The buttons over the cells: whatever the keys do, they do too. */
import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { fluxion } from '../../api';
import { addCell, restartAndRunAll, runAbove, runAndNext } from '../actions';
import { cells, selected, selectedIndex } from '../document';
import { canUndo, deleteSelected, moveSelected, setKind, undo } from '../edits';
import { KINDS, type CellKind } from '../format/nbformat';
import { keepFocus } from '../focus';
import { helpIsOpen } from '../keys';
import { queue, restart, runAll, runningCell, stop, stopping } from '../session';
import { Icon, type IconName } from './icons';

const KIND_NAMES: Record<CellKind, string> = { code: 'Code', markdown: 'Markdown', raw: 'Raw' };

export function Toolbar() {
  const index = selectedIndex.value;
  const cell = selected.value;
  const isRunning = queue.value.length > 0;
  const last = cells.value.length - 1;
  return (
    <div class="notebook-bar" role="toolbar" aria-label="Notebook">
      <div class="bar-group">
        <button
          type="button"
          class="button primary"
          title="Run the selected cell (Shift-Enter)"
          disabled={!cell}
          onClick={() => keepFocus(runAndNext)}
        >
          <Icon name="run" /> Run
        </button>
        <button type="button" class="button" title="Run all cells" onClick={runAll}>
          <Icon name="runAll" /> Run all
        </button>
        <button
          type="button"
          class="button"
          title="Run the cells above the selected one"
          disabled={index < 1}
          onClick={runAbove}
        >
          Run above
        </button>
        <button
          type="button"
          class="button"
          title="Stop the program (I, I)"
          disabled={!isRunning || stopping.value}
          onClick={stop}
        >
          <Icon name="stop" /> Stop
        </button>
        <Restart />
      </div>
      <div class="bar-group">
        <button
          type="button"
          class="button"
          title="Insert a code cell below (B)"
          onClick={() => addCell('code')}
        >
          + Code
        </button>
        <button
          type="button"
          class="button"
          title="Insert a Markdown cell below"
          onClick={() => addCell('markdown')}
        >
          + Text
        </button>
        <select
          class="field bar-kind"
          aria-label="Kind of the selected cell"
          disabled={!cell}
          value={cell?.kind.value ?? 'code'}
          onChange={({ currentTarget }) => {
            if (cell) setKind(cell, currentTarget.value as CellKind);
          }}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_NAMES[kind]}
            </option>
          ))}
        </select>
        <Tool
          icon="up"
          name="Move the cell up"
          disabled={index < 1}
          act={() => keepFocus(() => moveSelected(-1))}
        />
        <Tool
          icon="down"
          name="Move the cell down"
          disabled={index < 0 || index === last}
          act={() => keepFocus(() => moveSelected(1))}
        />
        <Tool icon="remove" name="Delete the cell" disabled={!cell} act={() => keepFocus(deleteSelected)} />
        <Tool
          icon="undo"
          name="Undo the last change of cells"
          disabled={!canUndo.value}
          act={() => keepFocus(undo)}
        />
      </div>
      <Status />
      <button
        type="button"
        class="button quiet bar-help"
        title="The keys (H)"
        onClick={() => (helpIsOpen.value = true)}
      >
        Keys
      </button>
    </div>
  );
}

function Tool({
  icon,
  name,
  disabled,
  act,
}: {
  icon: IconName;
  name: string;
  disabled: boolean;
  act: () => void;
}) {
  return (
    <button
      type="button"
      class="button tool-button"
      aria-label={name}
      title={name}
      disabled={disabled}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
}

function Restart() {
  return (
    <>
      <button
        type="button"
        class="button"
        title="Start Python afresh, without variables (0, 0)"
        onClick={restart}
      >
        <Icon name="restart" /> Restart
      </button>
      <button
        type="button"
        class="button"
        title="Start Python afresh and run all cells"
        onClick={restartAndRunAll}
      >
        Restart and run all
      </button>
    </>
  );
}

/** What Python is doing. */
function Status() {
  const text = useComputed((): ComponentChildren => {
    const waiting = queue.value.length - 1;
    switch (fluxion.programs.status.value) {
      case 'idle':
        return 'Python starts when it is needed';
      case 'starting':
        return 'Starting Python…';
      case 'failed':
        return 'Python cannot run';
      default: {
        if (stopping.value) return 'Stopping…';
        if (!runningCell.value) return 'Ready';
        return waiting > 0 ? `Running, ${waiting} waiting` : 'Running';
      }
    }
  });
  return (
    <p class="bar-status" data-status={fluxion.programs.status.value}>
      {text}
    </p>
  );
}
