/** The notebook on screen: its cells, which of them is selected, and whether it is being edited. */
import { batch, computed, signal, type Signal } from '@preact/signals';
import type { ProgramRun } from '../protocol';
import {
  newId,
  type CellData,
  type CellKind,
  type JsonObject,
  type MimeBundle,
  type NotebookData,
  type Output,
} from './format/nbformat';

/** A place in a cell's source. Lines and columns count from 1, the end exclusive; without columns, the whole line. */
export interface Place {
  line: number;
  columns?: { column: number; endLine: number; endColumn: number };
}

export interface Cell {
  readonly id: string;
  readonly kind: Signal<CellKind>;
  readonly source: Signal<string>;
  readonly outputs: Signal<readonly Output[]>;
  /** What stands in the brackets beside the cell: its number among the runs of its session. */
  readonly count: Signal<number | null>;
  readonly milliseconds: Signal<number | null>;
  /** What its last run had the engine do. */
  readonly ran: Signal<readonly ProgramRun[]>;
  readonly state: Signal<'idle' | 'queued' | 'running'>;
  /** It ran in the present session, whose variables are still there. */
  readonly fresh: Signal<boolean>;
  /** Where its last run failed. */
  readonly fault: Signal<Place | null>;
  /** Markdown is shown as text to edit instead of being rendered. */
  readonly open: Signal<boolean>;
  readonly metadata: JsonObject;
  readonly attachments: Record<string, MimeBundle>;
}

export const cells = signal<readonly Cell[]>([]);
export const selectedId = signal('');

/** The keys mean letters, not commands. */
export const editing = signal(false);

/** Grows with every change that is worth saving. */
export const changes = signal(0);

let metadata: JsonObject = {};

export const selectedIndex = computed(() => cells.value.findIndex(({ id }) => id === selectedId.value));
export const selected = computed<Cell | undefined>(() => cells.value[selectedIndex.value]);

export function changed(): void {
  changes.value = changes.peek() + 1;
}

export function makeCell(data: Partial<CellData> & { kind: CellKind }): Cell {
  return {
    id: data.id ?? newId(),
    kind: signal(data.kind),
    source: signal(data.source ?? ''),
    outputs: signal(data.outputs ?? []),
    count: signal(data.count ?? null),
    milliseconds: signal(millisecondsIn(data.metadata)),
    ran: signal([]),
    state: signal('idle'),
    fresh: signal(false),
    fault: signal(null),
    open: signal(data.kind === 'markdown' && (data.source ?? '') === ''),
    metadata: data.metadata ?? {},
    attachments: data.attachments ?? {},
  };
}

/** How long a cell ran is kept under this key of its metadata. */
const OWN_METADATA = 'fluxion';

function millisecondsIn(data: JsonObject | undefined): number | null {
  const own = data?.[OWN_METADATA];
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return null;
  const { milliseconds } = own;
  return typeof milliseconds === 'number' && milliseconds >= 0 ? milliseconds : null;
}

export function cellData(cell: Cell): CellData {
  const { [OWN_METADATA]: _, ...others } = cell.metadata;
  const milliseconds = cell.milliseconds.peek();
  const isCode = cell.kind.peek() === 'code';
  return {
    id: cell.id,
    kind: cell.kind.peek(),
    source: cell.source.peek(),
    metadata: isCode && milliseconds !== null ? { ...others, [OWN_METADATA]: { milliseconds } } : others,
    attachments: cell.attachments,
    outputs: isCode ? [...cell.outputs.peek()] : [],
    count: isCode ? cell.count.peek() : null,
  };
}

export function notebookData(): NotebookData {
  return { metadata, cells: cells.peek().map(cellData) };
}

/** Shows another document, with its first cell selected. */
export function showNotebook(data: NotebookData): void {
  batch(() => {
    metadata = data.metadata;
    cells.value = data.cells.map(makeCell);
    selectedId.value = data.cells[0]?.id ?? '';
    editing.value = false;
  });
}

/** What the notebook calls itself: its title, or its first heading. */
export function titleOf({ metadata: { title }, cells: all }: NotebookData): string {
  if (typeof title === 'string' && title.trim() !== '') return title.trim();
  for (const { kind, source } of all) {
    const heading = kind === 'markdown' && /^#{1,6}[ \t]+(.+?)[ \t]*#*$/m.exec(source)?.[1];
    if (heading) return heading.replace(/[*_`$]/g, '').trim();
  }
  return '';
}
