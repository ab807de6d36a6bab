/** The buttons over the cells: whatever the keys do, they do too. */
import { fluxion } from '../../api';
import { addCell, restartAndRunAll, runAbove, runAndNext } from '../actions';
import { cells, selected, selectedIndex } from '../document';
import { canUndo, deleteSelected, moveSelected, setKind, undo } from '../edits';
import { KINDS, type CellKind } from '../format/nbformat';
import { keepFocus } from '../focus';
import { helpIsOpen } from '../keys';
import { queue, restart, runAll, stop, stopping } from '../session';
import { Act } from './act';
import { Icon } from './icons';

const KIND_NAMES: Record<CellKind, string> = { code: 'Code', markdown: 'Markdown', raw: 'Raw' };

export function Toolbar() {
  return (
    <div class="notebook-bar" role="group" aria-label="Notebook">
      <Running />
      <Editing />
      <Status />
      <Act kind="quiet" title="The keys (H)" act={() => (helpIsOpen.value = true)}>
        Keys
      </Act>
    </div>
  );
}

function Running() {
  const isRunning = queue.value.length > 0;
  return (
    <div class="bar-group">
      <Act
        kind="primary"
        title="Run the selected cell (Shift-Enter)"
        off={!selected.value}
        act={() => keepFocus(runAndNext)}
      >
        <Icon name="run" /> Run
      </Act>
      <Act title="Run all cells" act={runAll}>
        <Icon name="runAll" /> Run all
      </Act>
      <Act title="Run the cells above the selected one" off={selectedIndex.value < 1} act={runAbove}>
        Run above
      </Act>
      <Act title="Stop the program (I, I)" off={!isRunning || stopping.value} act={stop}>
        <Icon name="stop" /> Stop
      </Act>
      <Act title="Start Python afresh, without variables (0, 0)" act={() => void restart()}>
        <Icon name="restart" /> Restart
      </Act>
      <Act title="Start Python afresh and run all cells" act={() => void restartAndRunAll()}>
        Restart and run all
      </Act>
    </div>
  );
}

function Editing() {
  const cell = selected.value;
  const index = selectedIndex.value;
  const isLast = index === cells.value.length - 1;
  return (
    <div class="bar-group">
      <Act title="Insert a code cell below (B)" act={() => addCell('code')}>
        + Code
      </Act>
      <Act title="Insert a Markdown cell below" act={() => addCell('markdown')}>
        + Text
      </Act>
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
      <Act
        kind="tool-button"
        title="Move the cell up"
        label="Move the cell up"
        off={index < 1}
        act={() => keepFocus(() => moveSelected(-1))}
      >
        <Icon name="up" />
      </Act>
      <Act
        kind="tool-button"
        title="Move the cell down"
        label="Move the cell down"
        off={!cell || isLast}
        act={() => keepFocus(() => moveSelected(1))}
      >
        <Icon name="down" />
      </Act>
      <Act
        kind="tool-button"
        title="Delete the cell (D, D)"
        label="Delete the cell"
        off={!cell}
        act={() => keepFocus(deleteSelected)}
      >
        <Icon name="remove" />
      </Act>
      <Act
        kind="tool-button"
        title="Undo the last change of cells (Z)"
        label="Undo the last change of cells"
        off={!canUndo.value}
        act={() => keepFocus(undo)}
      >
        <Icon name="undo" />
      </Act>
    </div>
  );
}

/** What Python is doing. */
function Status() {
  return (
    <p class="bar-status" data-status={fluxion.programs.status.value}>
      {statusText()}
      {fluxion.programs.status.value === 'starting' && <progress aria-label="Loading Python" />}
    </p>
  );
}

function statusText(): string {
  switch (fluxion.programs.status.value) {
    case 'idle':
      return 'Python starts when needed';
    case 'starting':
      return 'Loading Python…';
    case 'failed':
      return 'Python cannot run';
    case 'ready':
      return 'Ready';
    case 'running': {
      const waiting = queue.value.length - 1;
      return stopping.value ? 'Stopping…' : waiting > 0 ? `Running, ${waiting} waiting` : 'Running';
    }
  }
}
