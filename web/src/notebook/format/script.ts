/**
 * Notebooks as Python scripts whose cells begin with `# %%`, as several editors read and write them; Markdown and raw
 * cells are comments in them.
 */
import { newId, type CellData, type CellKind, type NotebookData } from './nbformat';

const SEPARATOR = /^# %%(?:\s.*)?$/;

const TAGS: Partial<Record<CellKind, string>> = { markdown: ' [markdown]', raw: ' [raw]' };

export function formatScript({ cells }: NotebookData): string {
  return cells.map(({ kind, source }) => `# %%${TAGS[kind] ?? ''}\n${body(kind, source)}`).join('\n');
}

function body(kind: CellKind, source: string): string {
  const text = source === '' || source.endsWith('\n') ? source : `${source}\n`;
  if (kind === 'code' || text === '') return text;
  return text.replace(/^(.*)\n/gm, (_, line: string) => (line === '' ? '#\n' : `# ${line}\n`));
}

/** Reads any Python script: what stands before the first separator is a cell too. */
export function parseScript(text: string): NotebookData {
  const cells: CellData[] = [];
  let heading = '# %%';
  let collected: string[] = [];
  const finish = (first: boolean): void => {
    const cell = makeCell(heading, collected);
    if (!first || cell.source !== '') cells.push(cell);
  };
  let first = true;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (!SEPARATOR.test(line)) {
      collected.push(line);
      continue;
    }
    finish(first);
    first = false;
    heading = line;
    collected = [];
  }
  finish(first);
  return { metadata: {}, cells };
}

function makeCell(heading: string, lines: string[]): CellData {
  const kind: CellKind = /\[(?:markdown|md)\]/.test(heading)
    ? 'markdown'
    : heading.includes('[raw]')
      ? 'raw'
      : 'code';
  const plain = kind === 'code' ? lines : lines.map((line) => line.replace(/^# ?/, ''));
  const source = plain.join('\n').replace(/^\n+|\s+$/g, '');
  return { id: newId(), kind, source, metadata: {}, attachments: {}, outputs: [], count: null };
}
