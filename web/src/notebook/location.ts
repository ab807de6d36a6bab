/** Which notebook the URL asks for. */
import { signal } from '@preact/signals';

export interface NotebookRoute {
  /** A shipped notebook or one of the user's own; empty when `shared` holds the notebook. */
  name: string;
  /** A whole notebook, compressed; empty when there is none. */
  shared: string;
}

export const DEFAULT_NOTEBOOK: NotebookRoute = { name: 'automatic-differentiation', shared: '' };

export const notebookRoute = signal<NotebookRoute>(DEFAULT_NOTEBOOK);
