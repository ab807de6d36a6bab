/** Keeps the notebook on screen in the browser's storage, and watches for other tabs that do the same. */
import { effect, signal } from '@preact/signals';
import { changes, notebookData } from './document';
import { formatNotebook, newId } from './format/nbformat';
import { ConflictError, list, save, type Listed, type Stored } from './storage';

const DELAY_MS = 400;

export type SaveState =
  | 'saved'
  | 'changed'
  /** The storage has no room. */
  | 'full'
  /** There is no storage. */
  | 'forbidden'
  /** Another tab saved the same notebook. */
  | 'conflict';

export const saveState = signal<SaveState>('saved');

/** What is stored, the latest first. */
export const stored = signal<readonly Listed[]>([]);

/** What is being kept: under which name, and the version that the changes were made to. */
let kept: { name: string; title: string; version: string } | null = null;

/** Called before the first change of a notebook that has no name yet; gives it one. */
let christen: () => { name: string; title: string } | null = () => null;

let savedChanges = 0;
let timer: number | undefined;
let saving: Promise<void> = Promise.resolve();

/** From now on keeps another notebook, which is as it is stored under `version`. */
export function keep(
  name: string,
  title: string,
  version: string,
  naming: () => { name: string; title: string } | null = () => null,
): void {
  clearTimeout(timer);
  timer = undefined;
  kept = name === '' ? null : { name, title, version };
  christen = naming;
  savedChanges = changes.peek();
  saveState.value = 'saved';
}

export function retitle(title: string): void {
  if (kept) kept.title = title;
}

export const hasUnsaved = (): boolean => changes.peek() !== savedChanges;

/** Saves now what is not saved yet. */
export function flush(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  saving = saving.then(saveNow);
  return saving;
}

async function saveNow(): Promise<void> {
  if (!hasUnsaved() || saveState.peek() === 'conflict') return;
  if (!kept) {
    const named = christen();
    if (!named) return;
    kept = { ...named, version: '' };
  }
  const target = kept;
  const upTo = changes.peek();
  const next: Stored = {
    name: target.name,
    title: target.title,
    text: formatNotebook(notebookData()),
    version: newId() + newId(),
    modified: Date.now(),
  };
  try {
    await save(next, target.version);
    target.version = next.version;
    if (kept !== target) return;
    savedChanges = upTo;
    saveState.value = hasUnsaved() ? 'changed' : 'saved';
    forgetJournal(target.name);
    tell({ type: 'saved', name: next.name, version: next.version });
    void refresh();
  } catch (error) {
    if (kept === target) saveState.value = reason(error);
  }
}

function reason(error: unknown): SaveState {
  if (error instanceof ConflictError) return 'conflict';
  const name = error instanceof Error ? error.name : '';
  return name === 'QuotaExceededError' ? 'full' : 'forbidden';
}

/** Overwrites what another tab has saved. */
export async function overwrite(version: string): Promise<void> {
  if (!kept) return;
  kept.version = version;
  savedChanges = -1;
  saveState.value = 'changed';
  await flush();
}

export async function refresh(): Promise<void> {
  try {
    stored.value = (await list()).sort((a, b) => b.modified - a.modified);
  } catch {
    stored.value = [];
  }
}

// ---------------------------------------------------------------------------------------------------------
// Other tabs

type Message = { type: 'saved' | 'removed'; name: string; version: string };

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('fluxion notebooks') : null;

export function tell(message: Message): void {
  channel?.postMessage(message);
}

/** What to do when another tab has saved the notebook that is kept here. */
interface Follower {
  /** Nothing here would be lost. */
  mayReload(): boolean;
  reload(): void;
}

function watchOthers({ mayReload, reload }: Follower): void {
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    void refresh();
    if (!kept || data.name !== kept.name || data.version === kept.version) return;
    // What another tab deletes is still here, and comes back with the next change.
    if (data.type === 'removed') kept.version = '';
    else if (hasUnsaved() || !mayReload()) saveState.value = 'conflict';
    else reload();
  });
}

// ---------------------------------------------------------------------------------------------------------
// The journal: what was not saved when the page was left. localStorage writes at once, which a database does not.

const journalKey = (name: string): string => `fluxion.notebook.unsaved.${name}`;

interface Journal {
  title: string;
  text: string;
  /** The version that the changes were made to. */
  base: string;
}

function writeJournal(): void {
  if (!hasUnsaved() || !kept || saveState.peek() === 'conflict') return;
  const { name, title, version } = kept;
  const journal: Journal = { title, text: formatNotebook(notebookData()), base: version };
  try {
    localStorage.setItem(journalKey(name), JSON.stringify(journal));
  } catch {
    // Too large, or forbidden: the database has what was there a moment ago.
  }
}

/** What was left unsaved of a notebook. */
export function readJournal(name: string): Journal | null {
  try {
    return JSON.parse(localStorage.getItem(journalKey(name)) ?? 'null') as Journal | null;
  } catch {
    return null;
  }
}

export function forgetJournal(name: string): void {
  try {
    localStorage.removeItem(journalKey(name));
  } catch {
    // Where storage is forbidden there is no journal.
  }
}

/** Starts saving what changes. */
export function startKeeping(follower: Follower): void {
  effect(() => {
    if (changes.value === savedChanges) return;
    if (saveState.peek() === 'saved') saveState.value = 'changed';
    timer ??= window.setTimeout(() => void flush(), DELAY_MS);
  });
  const leave = (): void => {
    writeJournal();
    void flush();
  };
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leave();
  });
  // The browser asks whether to leave when what is unsaved will stay so.
  window.addEventListener('beforeunload', (event) => {
    const isHopeless = ['full', 'forbidden', 'conflict'].includes(saveState.peek());
    if (isHopeless && hasUnsaved()) event.preventDefault();
  });
  watchOthers(follower);
}
