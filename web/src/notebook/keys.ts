/** Jupyter's keys while a cell is selected and not being edited. */
import { signal } from '@preact/signals';
import { runAndInsert, runAndNext, runHere, saveNow, selectNext } from './actions';
import { cells, selected } from './document';
import {
  copySelected,
  cutSelected,
  deleteSelected,
  insertAbove,
  insertBelow,
  mergeBelow,
  moveSelected,
  paste,
  redo,
  setHeading,
  setKind,
  undo,
} from './edits';
import { edit, keepFocus, select } from './focus';
import { restart, stop } from './session';

export const helpIsOpen = signal(false);

interface Key {
  /** As they are named in the help. */
  keys: string;
  does: string;
}

/** The help; what the keys do stands in the maps below and in the editor. */
export const HELP: { title: string; keys: Key[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: 'Shift-Enter', does: 'Run the cell and go on to the next' },
      { keys: 'Ctrl-Enter', does: 'Run the cell' },
      { keys: 'Alt-Enter', does: 'Run the cell and insert one below' },
      { keys: 'Ctrl-S', does: 'Save now (it is saved by itself anyway)' },
    ],
  },
  {
    title: 'While a cell is selected',
    keys: [
      { keys: 'Enter', does: 'Edit the cell' },
      { keys: '↑ ↓ or K J', does: 'Select the cell above, below' },
      { keys: 'A B', does: 'Insert a cell above, below' },
      { keys: 'D D', does: 'Delete the cell (press D twice)' },
      { keys: 'Z', does: 'Undo the last change of cells; Shift-Z does it again' },
      { keys: 'X C V', does: 'Cut, copy, paste below; Shift-V pastes above' },
      { keys: 'Ctrl-Shift-↑ ↓', does: 'Move the cell up, down' },
      { keys: 'Shift-M', does: 'Merge with the cell below' },
      { keys: 'Y M R', does: 'Turn into code, Markdown, raw text' },
      { keys: '1 … 6', does: 'Turn into a heading' },
      { keys: 'I I', does: 'Stop the program' },
      { keys: '0 0', does: 'Restart Python' },
      { keys: 'H', does: 'Show these keys' },
    ],
  },
  {
    title: 'While editing',
    keys: [
      { keys: 'Escape', does: 'Leave the text; Tab then goes on through the page' },
      { keys: 'Tab', does: 'Indent, or complete the word' },
      { keys: 'Ctrl-Space', does: 'Complete the word' },
      { keys: 'Ctrl-I', does: 'Explain the word at the cursor (or point at it)' },
      { keys: 'Ctrl-/', does: 'Make the line a comment, or none' },
      { keys: 'Ctrl-Shift-−', does: 'Divide the cell at the cursor' },
      { keys: 'Ctrl-Z', does: 'Undo typing; Ctrl-Y does it again' },
    ],
  },
];

const setSelectedKind = (kind: 'code' | 'markdown' | 'raw') => (): void => {
  const cell = selected.peek();
  if (cell) setKind(cell, kind);
};

const LETTERS: Record<string, () => void> = {
  Enter: () => edit(selected.peek()),
  ArrowUp: () => selectNext(-1),
  ArrowDown: () => selectNext(1),
  k: () => selectNext(-1),
  j: () => selectNext(1),
  Home: () => select(cells.peek()[0]),
  End: () => select(cells.peek().at(-1)),
  a: () => void insertAbove(),
  b: () => void insertBelow(),
  z: undo,
  Z: redo,
  x: cutSelected,
  c: copySelected,
  v: () => paste('below'),
  V: () => paste('above'),
  M: mergeBelow,
  y: setSelectedKind('code'),
  m: setSelectedKind('markdown'),
  r: setSelectedKind('raw'),
  s: () => void saveNow(),
  h: () => (helpIsOpen.value = true),
  '?': () => (helpIsOpen.value = true),
};

for (let level = 1; level <= 6; level++) {
  LETTERS[level] = () => {
    const cell = selected.peek();
    if (cell) setHeading(cell, level);
  };
}

const TWICE: Record<string, () => void> = { d: deleteSelected, i: stop, '0': () => void restart() };

/** The first press of a key that means something when it comes twice has to be followed by the second this soon. */
const TWICE_MS = 1_000;

let before = { key: '', at: 0 };

/** Handles a key pressed while a cell as a whole has the focus; says whether it meant something. */
export function handleCommandKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const withControl = ctrlKey || metaKey;
  if (key === 'Enter' && (shiftKey || withControl || altKey)) {
    if (shiftKey) runAndNext();
    else if (altKey) runAndInsert();
    else runHere();
    return true;
  }
  if (withControl && shiftKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
    keepFocus(() => moveSelected(key === 'ArrowUp' ? -1 : 1));
    return true;
  }
  if (withControl || altKey) return false;
  const twice = TWICE[key];
  if (twice) {
    const isSecond = before.key === key && event.timeStamp - before.at < TWICE_MS;
    before = isSecond ? { key: '', at: 0 } : { key, at: event.timeStamp };
    if (isSecond) twice();
    return true;
  }
  before = { key: '', at: 0 };
  const action = LETTERS[key];
  if (!action) return false;
  action();
  return true;
}
