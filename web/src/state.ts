/** What both views share: which one is shown, notices, and the stage's size. */
import { signal } from '@preact/signals';
import { sentence } from './format';
import type { Size } from './plot/viewport';
import type { Tab } from './route';

export const tab = signal<Tab>('plot');

/** The stage in CSS pixels; null before it is laid out. */
export const stageSize = signal<Size | null>(null);

/** A passing remark, shown until dismissed or replaced; empty when there is none. */
export const notice = signal('');

/** Shows a message of the engine as a remark. */
export function remark(message: string): void {
  notice.value = sentence(message);
}

/** Said to screen readers, and nowhere shown. */
export const announcement = signal('');
