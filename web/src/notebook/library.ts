/** Opens notebooks: those that come with the page, the user's own, files, and those in links. */
import { batch, effect, signal, untracked } from '@preact/signals';
import { newEntry } from '../navigation';
import { announcement } from '../state';
import { cells, changed, notebookData, showNotebook, titleOf } from './document';
import { forgetEdits } from './edits';
import { edit } from './focus';
import { FormatError, newId, parseNotebook, type NotebookData } from './format/nbformat';
import { parseScript } from './format/script';
import {
  flush,
  forgetJournal,
  keep,
  overwrite,
  readJournal,
  refresh,
  retitle,
  saveState,
  startKeeping,
  tell,
} from './keeper';
import { notebookRoute, type NotebookRoute } from './location';
import { forgetVariables, queue } from './session';
import { unpack } from './share';
import { fetchShipped, shipped } from './shipped';
import { load, remove, save, type Stored } from './storage';

export interface Opened {
  /** Empty for a notebook that came in a link and is not kept yet. */
  name: string;
  title: string;
  /** There is a version of it in the storage. */
  stored: boolean;
}

export const opened = signal<Opened | null>(null);

/** Why the notebook that was asked for is not there; empty when it is. */
export const openFailure = signal('');

/** A remark about the notebook on screen, and a way back. */
export const remark = signal<{ text: string; undo?: () => void } | null>(null);

const isOwn = (name: string): boolean => /^own-[\w-]{1,40}$/.test(name);

const newName = (): string => `own-${newId()}`;

function display(data: NotebookData, { name, title, stored }: Opened, version: string): void {
  const isOther = opened.peek()?.name !== name;
  batch(() => {
    forgetEdits();
    if (isOther) forgetVariables();
    showNotebook(data);
    opened.value = { name, title, stored };
    openFailure.value = '';
    remark.value = null;
    if (name === '') keep('', title, '', () => keepShared(title));
    else keep(name, title, version);
  });
  if (isOther) window.scrollTo(0, 0);
}

/** A notebook from a link becomes the user's own with the first change. */
function keepShared(title: string): { name: string; title: string } {
  const name = newName();
  opened.value = { name, title, stored: true };
  route = notebookRoute.value = { name, shared: '' };
  remark.value = { text: 'Your changes make a notebook of your own of it, kept in this browser.' };
  return { name, title };
}

/** The route that is on screen, or on its way there. */
let route: NotebookRoute | null = null;

async function follow(wanted: NotebookRoute): Promise<void> {
  await flush();
  try {
    if (wanted.shared !== '') await openShared(wanted);
    else await openNamed(wanted);
  } catch (error) {
    if (wanted !== route) return;
    opened.value = null;
    openFailure.value = `${wanted.shared !== '' ? 'The notebook in this link' : 'This notebook'} cannot be opened: ${explained(error)}.`;
    announcement.value = openFailure.peek();
  }
}

const explained = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

async function openShared(wanted: NotebookRoute): Promise<void> {
  const data = await unpack(wanted.shared);
  if (wanted !== route) return;
  const title = titleOf(data) || 'Shared notebook';
  display(data, { name: '', title, stored: false }, '');
}

async function openNamed(wanted: NotebookRoute): Promise<void> {
  const { name } = wanted;
  const original = shipped(name);
  if (!original && !isOwn(name)) throw new Error(`there is no notebook of the name ${name.slice(0, 40)}`);
  const found = await load(name).catch(() => undefined);
  const kept = await withJournal(name, found);
  if (!kept && !original) throw new Error('it is not among those that this browser keeps');
  const text = kept ? kept.text : await fetchShipped(name);
  if (wanted !== route) return;
  const title = original?.title ?? kept!.title;
  display(parseNotebook(text), { name, title, stored: kept !== undefined }, kept?.version ?? '');
}

/** A stored notebook with what was left unsaved when the page was closed. */
async function withJournal(name: string, found: Stored | undefined): Promise<Stored | undefined> {
  const journal = readJournal(name);
  if (!journal) return found;
  if (journal.text === found?.text) {
    forgetJournal(name);
    return found;
  }
  const { title, text, base } = journal;
  const version = newId() + newId();
  const recovered = { name, title, text, version, modified: Date.now() };
  // Changed in another tab since: both are kept.
  const conflict = (found?.version ?? '') !== base;
  try {
    if (conflict) await save({ ...recovered, name: newName(), title: `${title} (recovered)` }, '');
    else await save(recovered, base);
  } catch {
    return conflict ? found : { ...recovered, version: base };
  }
  forgetJournal(name);
  return conflict ? found : recovered;
}

export function openNotebook(name: string): void {
  if (route?.name === name) {
    if (!opened.peek()) void follow(route);
    return;
  }
  newEntry();
  notebookRoute.value = { name, shared: '' };
}

/** Keeps a document as one of the user's own and opens it. */
async function adopt(data: NotebookData, title: string): Promise<void> {
  await flush();
  const name = newName();
  newEntry();
  route = { name, shared: '' };
  notebookRoute.value = route;
  display(data, { name, title, stored: true }, '');
  changed();
  await flush();
}

export async function newNotebook(): Promise<void> {
  const cell = {
    id: newId(),
    kind: 'code' as const,
    source: '',
    metadata: {},
    attachments: {},
    outputs: [],
    count: null,
  };
  await adopt({ metadata: {}, cells: [cell] }, 'Untitled');
  edit(cells.peek()[0]);
}

/** Copies what is on screen. */
export async function duplicate(): Promise<void> {
  const title = `${opened.peek()?.title ?? 'Notebook'}, copy`;
  await adopt(structuredClone(notebookData()), title);
}

export async function openFile(file: File): Promise<void> {
  try {
    const text = await file.text();
    const isScript = /\.py$/i.test(file.name);
    const data = isScript ? parseScript(text) : parseNotebook(text);
    await adopt(data, file.name.replace(/\.(ipynb|py|json)$/i, '') || 'Untitled');
    announcement.value = `Opened ${file.name}.`;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    remark.value = { text: `${file.name} cannot be opened: ${explained(error)}.` };
  }
}

export function rename(title: string): void {
  const present = opened.peek();
  const wanted = title.trim().slice(0, 200);
  if (!present || wanted === '' || wanted === present.title) return;
  opened.value = { ...present, title: wanted };
  retitle(wanted);
  changed();
}

/** Takes a notebook out of the storage; a shipped one is then as it came. */
export async function discard(name: string): Promise<void> {
  await flush();
  const before = await load(name);
  await remove(name);
  forgetJournal(name);
  tell({ type: 'removed', name, version: '' });
  await refresh();
  const text = shipped(name) ? 'The notebook is as it came.' : `“${before?.title ?? ''}” is deleted.`;
  if (notebookRoute.peek().name === name) {
    if (shipped(name)) await reopen();
    else openNotebook('automatic-differentiation');
  }
  announcement.value = text;
  remark.value = { text, ...(before && { undo: () => void restore(before) }) };
}

async function restore(notebook: Stored): Promise<void> {
  await save(notebook, '').catch(() => undefined);
  await refresh();
  remark.value = null;
  if (notebookRoute.peek().name === notebook.name) await reopen();
  else openNotebook(notebook.name);
}

/** Shows the notebook as it is stored now. */
export async function reopen(): Promise<void> {
  saveState.value = 'saved';
  keep('', '', '');
  if (route) await follow(route);
}

/** The other tab's version, which this one has not seen, gives way to what is here. */
export async function keepMine(): Promise<void> {
  const name = opened.peek()?.name ?? '';
  await overwrite((await load(name))?.version ?? '');
}

/** Opens what the URL asks for, now and whenever it changes. */
export function startLibrary(): void {
  startKeeping({
    mayReload: () => queue.peek().length === 0,
    reload: () =>
      void reopen().then(() => (remark.value = { text: 'Changed in another tab: this is the new version.' })),
  });
  void refresh();
  effect(() => {
    const wanted = notebookRoute.value;
    if (wanted.name === route?.name && wanted.shared === route.shared) return;
    route = wanted;
    untracked(() => void follow(wanted));
  });
}
