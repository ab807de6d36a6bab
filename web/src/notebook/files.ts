/** Notebooks as files and as links. */
import { save as saveBlob } from '../save';
import { notebookData } from './document';
import { formatNotebook } from './format/nbformat';
import { formatScript } from './format/script';
import { opened } from './library';
import { pack } from './share';

const fileName = (): string =>
  (opened.peek()?.title ?? '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'notebook';

/** The document with the title it has here. */
function titled(): ReturnType<typeof notebookData> {
  const data = notebookData();
  const title = opened.peek()?.title;
  return title === undefined ? data : { ...data, metadata: { ...data.metadata, title } };
}

export function saveNotebook(): string {
  const name = `${fileName()}.ipynb`;
  saveBlob(new Blob([formatNotebook(titled())], { type: 'application/x-ipynb+json' }), name);
  return `Saved ${name}.`;
}

export function saveScript(): string {
  const name = `${fileName()}.py`;
  saveBlob(new Blob([formatScript(notebookData())], { type: 'text/x-python' }), name);
  return `Saved ${name}.`;
}

/** Longer links are cut by some of the programs through which people send them. */
const SAFE_LENGTH = 8_000;

/** A link in which the whole notebook is, without its outputs, and what to know about it. */
export async function shareLink(): Promise<{ link: string; remark: string }> {
  const packed = await pack(titled());
  const link = new URL(`#notebook?shared=${packed}`, window.location.href).href;
  const length = link.length.toLocaleString('en');
  const remark =
    link.length > SAFE_LENGTH ? ` It is ${length} characters long, which some programs cut short.` : '';
  return { link, remark: `The whole notebook is in it, without outputs.${remark}` };
}
