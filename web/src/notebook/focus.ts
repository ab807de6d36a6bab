/** Where the keyboard's focus should go. The cell in question takes it, once it is on screen. */
import { batch, signal } from '@preact/signals';
import { editing, selectedId, type Cell, type Place } from './document';

/** Stands for what comes after the cells, and is there when no cell is. */
export const END = '';

export interface FocusRequest {
  /** A cell's, or END. */
  id: string;
  /** The cell as a whole, for commands; or its text, at its start, its end, or a place. */
  on: 'cell' | 'start' | 'end' | 'text' | Place;
}

export const focusRequest = signal<FocusRequest | null>(null);

export function select(cell: Cell | undefined): void {
  if (!cell) return;
  batch(() => {
    selectedId.value = cell.id;
    editing.value = false;
    focusRequest.value = { id: cell.id, on: 'cell' };
  });
}

export function edit(cell: Cell | undefined, on: Exclude<FocusRequest['on'], 'cell'> = 'text'): void {
  if (!cell) return;
  batch(() => {
    if (cell.kind.peek() === 'markdown') cell.open.value = true;
    selectedId.value = cell.id;
    editing.value = true;
    focusRequest.value = { id: cell.id, on };
  });
}

/** Does what moves elements about, and gives the focus back to the element that had it. */
export function keepFocus(work: () => void): void {
  const active = document.activeElement;
  work();
  requestAnimationFrame(() => {
    if (active instanceof HTMLElement && active.isConnected && document.activeElement !== active)
      active.focus();
  });
}
