/** What the buttons and the keys of the notebook do. */
import { announcement } from '../state';
import { cells, selected, selectedIndex, type Cell } from './document';
import { insertBelow, insertCell, split } from './edits';
import type { Commands } from './editor/editor';
import { edit, select } from './focus';
import { flush, saveState } from './keeper';
import { restart, run, runAll } from './session';

const after = (cell: Cell): Cell | undefined => cells.peek()[cells.peek().indexOf(cell) + 1];

/** Runs the cell and goes on to the next one, which is made if there is none. */
export function runAndNext(cell = selected.peek()): void {
  if (!cell) return;
  run([cell]);
  const next = after(cell);
  if (next) select(next);
  else edit(insertCell('code', cells.peek().length));
}

export function runHere(cell = selected.peek()): void {
  if (!cell) return;
  run([cell]);
  select(cell);
}

export function runAndInsert(cell = selected.peek()): void {
  if (!cell) return;
  run([cell]);
  edit(insertCell('code', cells.peek().indexOf(cell) + 1));
}

export const runAbove = (): void => run(cells.peek().slice(0, Math.max(selectedIndex.peek(), 0)));

export async function restartAndRunAll(): Promise<void> {
  await restart();
  runAll();
}

export function addCell(kind: 'code' | 'markdown'): void {
  edit(insertBelow(kind));
}

export async function saveNow(): Promise<void> {
  await flush();
  if (saveState.peek() === 'saved') announcement.value = 'Saved in this browser.';
}

export function selectNext(by: -1 | 1): void {
  select(cells.peek()[selectedIndex.peek() + by]);
}

/** What the keys do that leave a cell's text. */
export function editorCommands(cell: Cell): Commands {
  const beside = (by: -1 | 1): Cell | undefined => cells.peek()[cells.peek().indexOf(cell) + by];
  const go = (by: -1 | 1): void => {
    const next = beside(by);
    // What is rendered is not entered by an arrow.
    if (next?.kind.peek() === 'markdown' && !next.open.peek()) select(next);
    else edit(next, by < 0 ? 'end' : 'start');
  };
  return {
    runAndNext: () => runAndNext(cell),
    runHere: () => runHere(cell),
    runAndInsert: () => runAndInsert(cell),
    leave: () => select(cell),
    goUp: () => go(-1),
    goDown: () => go(1),
    split: (position) => split(cell, position),
  };
}
