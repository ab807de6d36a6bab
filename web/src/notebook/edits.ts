/** Changes of the list of cells. Each can be undone, and undone changes can be done again. */
import { batch, computed, signal } from '@preact/signals';
import { announcement } from '../state';
import {
  cellData,
  cells,
  changed,
  makeCell,
  selected,
  selectedId,
  selectedIndex,
  type Cell,
} from './document';
import { newId, type CellData, type CellKind } from './format/nbformat';
import { edit, END, focusRequest, select } from './focus';
import { unqueue } from './session';

interface Edit {
  /** In words, for the announcement of its undoing. */
  what: string;
  undo(): void;
  redo(): void;
}

const done = signal<readonly Edit[]>([]);
const undone = signal<readonly Edit[]>([]);

export const canUndo = computed(() => done.value.length > 0);
export const canRedo = computed(() => undone.value.length > 0);

export function forgetEdits(): void {
  done.value = [];
  undone.value = [];
}

function perform(what: string, redo: () => void, undo: () => void): void {
  batch(() => {
    redo();
    changed();
    done.value = [...done.peek(), { what, undo, redo }];
    undone.value = [];
  });
}

export function undo(): void {
  const last = done.peek().at(-1);
  if (!last) return;
  batch(() => {
    last.undo();
    changed();
    done.value = done.peek().slice(0, -1);
    undone.value = [...undone.peek(), last];
  });
  announcement.value = `Undone: ${last.what}.`;
}

export function redo(): void {
  const last = undone.peek().at(-1);
  if (!last) return;
  batch(() => {
    last.redo();
    changed();
    undone.value = undone.peek().slice(0, -1);
    done.value = [...done.peek(), last];
  });
  announcement.value = `Done again: ${last.what}.`;
}

function put(index: number, added: readonly Cell[]): void {
  cells.value = cells.peek().toSpliced(Math.min(index, cells.peek().length), 0, ...added);
}

function take(removed: readonly Cell[]): void {
  cells.value = cells.peek().filter((cell) => !removed.includes(cell));
}

/** Inserts cells and selects the first of them. */
function insert(index: number, added: readonly Cell[], what: string): void {
  const before = selected.peek();
  perform(
    what,
    () => {
      put(index, added);
      select(added[0]);
    },
    () => {
      take(added);
      select(before ?? cells.peek()[0]);
    },
  );
}

export function insertCell(kind: CellKind, index: number): Cell {
  const cell = makeCell({ kind });
  insert(index, [cell], `a new ${NAMES[kind]}`);
  return cell;
}

export const insertAbove = (kind: CellKind = 'code'): Cell =>
  insertCell(kind, Math.max(selectedIndex.peek(), 0));

export const insertBelow = (kind: CellKind = 'code'): Cell => insertCell(kind, selectedIndex.peek() + 1);

const NAMES: Record<CellKind, string> = { code: 'code cell', markdown: 'Markdown cell', raw: 'raw cell' };

export function deleteSelected(): void {
  const cell = selected.peek();
  const index = selectedIndex.peek();
  if (!cell) return;
  perform(
    'the deletion of a cell',
    () => {
      const at = cells.peek().indexOf(cell);
      unqueue(cell);
      take([cell]);
      const rest = cells.peek();
      if (rest.length > 0) select(rest[Math.min(at, rest.length - 1)]);
      else {
        selectedId.value = '';
        focusRequest.value = { id: END, on: 'cell' };
      }
    },
    () => {
      put(index, [cell]);
      select(cell);
    },
  );
  announcement.value = 'The cell is deleted; press Z to bring it back.';
}

export function moveSelected(by: -1 | 1): void {
  const cell = selected.peek();
  const from = selectedIndex.peek();
  const to = from + by;
  if (!cell || to < 0 || to >= cells.peek().length) return;
  const move = (index: number): void => {
    take([cell]);
    put(index, [cell]);
  };
  perform(
    'the move of a cell',
    () => move(to),
    () => move(from),
  );
  announcement.value = `Cell ${to + 1} of ${cells.peek().length}.`;
}

export function setKind(cell: Cell, kind: CellKind): void {
  const before = cell.kind.peek();
  if (before === kind) return;
  const set = (value: CellKind): void => {
    cell.kind.value = value;
    cell.open.value = value === 'markdown';
  };
  perform(
    `the change into a ${NAMES[kind]}`,
    () => set(kind),
    () => set(before),
  );
  announcement.value = `Now a ${NAMES[kind]}.`;
}

/** Makes a cell of Markdown a heading of a level; 0 takes the marks away. */
export function setHeading(cell: Cell, level: number): void {
  const kind = cell.kind.peek();
  const source = cell.source.peek();
  const heading = `${'#'.repeat(level)} ${source.replace(/^#{0,6}[ \t]*/, '')}`;
  perform(
    'the change into a heading',
    () => {
      cell.kind.value = 'markdown';
      cell.source.value = heading;
      cell.open.value = true;
    },
    () => {
      cell.kind.value = kind;
      if (cell.source.peek() === heading) cell.source.value = source;
    },
  );
}

let clipboard: CellData | null = null;

export const canPaste = signal(false);

export function copySelected(): void {
  const cell = selected.peek();
  if (!cell) return;
  clipboard = cellData(cell);
  canPaste.value = true;
  announcement.value = 'The cell is copied.';
}

export function cutSelected(): void {
  copySelected();
  deleteSelected();
}

export function paste(where: 'above' | 'below'): void {
  if (!clipboard) return;
  const index = selectedIndex.peek();
  const cell = makeCell({ ...clipboard, id: newId() });
  cell.open.value = false;
  insert(where === 'below' ? index + 1 : Math.max(index, 0), [cell], 'the insertion of a copy');
}

/** Divides a cell where the cursor stands; the outputs stay with the second half, whose text made the last of them. */
export function split(cell: Cell, position: number): void {
  const source = cell.source.peek();
  const first = makeCell({ kind: cell.kind.peek(), source: source.slice(0, position).replace(/\n$/, '') });
  first.open.value = false;
  perform(
    'the division of a cell',
    () => {
      put(cells.peek().indexOf(cell), [first]);
      cell.source.value = source.slice(position).replace(/^\n/, '');
      edit(cell, 'start');
    },
    () => {
      take([first]);
      cell.source.value = joined(first, cell);
      select(cell);
    },
  );
}

const joined = (a: Cell, b: Cell): string => `${a.source.peek()}\n${b.source.peek()}`;

export function mergeBelow(): void {
  const cell = selected.peek();
  const next = cells.peek()[selectedIndex.peek() + 1];
  if (!cell || !next) return;
  const length = cell.source.peek().length;
  perform(
    'the merger of two cells',
    () => {
      cell.source.value = joined(cell, next);
      take([next]);
      select(cell);
    },
    () => {
      const source = cell.source.peek();
      cell.source.value = source.slice(0, length);
      next.source.value = source.slice(length + 1);
      put(cells.peek().indexOf(cell) + 1, [next]);
      select(cell);
    },
  );
}
