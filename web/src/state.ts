/** What both views share: which one is shown, notices, and the stage's size. */
import { signal } from '@preact/signals';
import type { Size } from './plot/viewport';
import type { Tab } from './route';

export const tab = signal<Tab>('plot');

/** The stage in CSS pixels; null before it is laid out. */
export const stageSize = signal<Size | null>(null);

/** A passing remark, shown until dismissed or replaced; empty when there is none. */
export const notice = signal('');

/** Shows a message of the engine as a remark; those begin small and end without a period. */
export function remark(message: string): void {
  notice.value = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

/** Said to screen readers, and nowhere shown. */
export const announcement = signal('');
