/** The card of values at a point of the plot: where that is, what is there, and buttons that set and move it. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { announcement } from '../state';

/** What is pointed at the plot with: a trace, or a cross-hair. */
interface Pointer {
  name: string;
  isPinned: ReadonlySignal<boolean>;
  toggle(): void;
  jump(direction: 1 | -1): void;
}

interface ReadOutProps {
  label: string;
  pointer: Pointer;
  /** Where the point is; nothing while there is none. */
  place: ComponentChildren;
  /** The values. */
  children: ComponentChildren;
}

export function ReadOut({ label, pointer, place, children }: ReadOutProps) {
  return (
    <section class="card curves" aria-label={label}>
      <header class="curves-head">
        <output class="curves-x" aria-live="off">
          {place ?? <span class="hint">Point at the plot to read values</span>}
        </output>
      </header>
      {children}
      <div class="button-row">
        <button
          type="button"
          class="button"
          aria-pressed={pointer.isPinned.value}
          onClick={() => pointer.toggle()}
        >
          {pointer.name}
        </button>
        <button type="button" class="button" onClick={() => pointer.jump(-1)}>
          ‹ Previous point
        </button>
        <button type="button" class="button" onClick={() => pointer.jump(1)}>
          Next point ›
        </button>
      </div>
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
    </section>
  );
}
