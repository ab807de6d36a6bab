/** Runs cells, one after another, in the page's session of Python. */
import { batch, signal } from '@preact/signals';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import type { ProgramRun } from '../protocol';
import { announcement } from '../state';
import { cells, changed, type Cell, type Place } from './document';
import type { ErrorOutput } from './format/nbformat';
import { Collector } from './collector';

/** What waits, and first of all what runs. */
export const queue = signal<readonly Cell[]>([]);

/** When the cell that runs began, by performance.now. */
export const startedAt = signal(0);

/** Stop was asked for, and the program has not ended yet. */
export const stopping = signal(false);

/** Why the variables are gone, until something runs again; empty when they are there, or there never were any. */
export const lost = signal('');

let count = 0;
let controller: AbortController | null = null;

/** The work on the queue; null while there is none. */
let working: Promise<void> | null = null;

/** Runs cells after those that wait already. Markdown is rendered, and raw cells are passed over. */
export function run(wanted: readonly Cell[]): void {
  const added = wanted.filter((cell) => cell.kind.peek() === 'code' && cell.state.peek() === 'idle');
  batch(() => {
    for (const cell of wanted) if (cell.kind.peek() === 'markdown') cell.open.value = false;
    for (const cell of added) cell.state.value = 'queued';
    queue.value = [...queue.peek(), ...added];
  });
  working ??= work().finally(() => (working = null));
}

export const runAll = (): void => run(cells.peek());

async function work(): Promise<void> {
  for (let cell = queue.peek()[0]; cell; cell = queue.peek()[0]) {
    // Read as the cell's turn comes, so that it runs as it stands then.
    if (cell.source.peek().trim() === '') clear(cell);
    else if (!(await execute(cell))) abandonWaiting();
    const finished = cell;
    batch(() => {
      finished.state.value = 'idle';
      queue.value = queue.peek().filter((other) => other !== finished);
    });
  }
}

function clear(cell: Cell): void {
  batch(() => {
    cell.outputs.value = [];
    cell.count.value = null;
    cell.milliseconds.value = null;
    cell.ran.value = [];
    cell.fault.value = null;
    cell.fresh.value = false;
  });
  changed();
}

async function execute(cell: Cell): Promise<boolean> {
  const number = ++count;
  const started = performance.now();
  controller = new AbortController();
  const { signal } = controller;
  batch(() => {
    clear(cell);
    cell.state.value = 'running';
    startedAt.value = started;
    stopping.value = false;
    lost.value = '';
  });
  const collector = new Collector(number, (outputs) => (cell.outputs.value = outputs));
  let ok = false;
  let milliseconds: number | null = null;
  let profile: ProgramRun[] = [];
  try {
    const result = await fluxion.run(cell.source.peek(), {
      name: cellName(number),
      onOutput: (output) => {
        if (output.kind === 'error') cell.fault.value = faultIn(output.frames, number);
        collector.add(output);
      },
      signal,
    });
    ({ ok, milliseconds, profile } = result);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // The restart itself says why the variables are gone; here the cell says what became of it.
    collector.addOutput(failure(error, signal.aborted));
  }
  batch(() => {
    collector.flush();
    cell.count.value = number;
    cell.milliseconds.value = milliseconds ?? performance.now() - started;
    cell.ran.value = profile;
    cell.fresh.value = lost.peek() === '';
    controller = null;
    stopping.value = false;
  });
  // Another notebook may be on screen by now.
  if (cells.peek().includes(cell)) {
    changed();
    announce(cell, number, ok);
  }
  return ok;
}

/** What tracebacks call the cell of a run. */
export const cellName = (number: number): string => `cell ${number}`;

/** The number of the run that a traceback speaks of; null for other files. */
export function runNumber(file: string): number | null {
  const match = /^cell (\d+)$/.exec(file);
  return match ? Number(match[1]) : null;
}

/** The innermost place in the cell itself. */
function faultIn(
  frames: readonly { file: string; line: number; column: number; endLine: number; endColumn: number }[],
  number: number,
): Place | null {
  const frame = frames.findLast(({ file }) => file === cellName(number));
  if (!frame) return null;
  const { line, column, endLine, endColumn } = frame;
  return { line, columns: { column, endLine, endColumn } };
}

function failure({ message }: EngineError, interrupted: boolean): ErrorOutput {
  const ename = interrupted ? 'KeyboardInterrupt' : 'Stopped';
  return { output_type: 'error', ename, evalue: message, traceback: [`${ename}: ${message}`] };
}

function announce(cell: Cell, number: number, ok: boolean): void {
  const last = cell.outputs.peek().at(-1);
  const error = last?.output_type === 'error' ? `: ${last.ename}` : '';
  announcement.value = ok ? `Cell ${number} has finished.` : `Cell ${number} failed${error}.`;
}

/** Interrupts the cell that runs and forgets those that wait. */
export function stop(): void {
  if (!controller) return;
  stopping.value = true;
  abandonWaiting();
  announcement.value = 'Stopping.';
  controller.abort();
}

/** Starts a session without variables. What runs and what waits is given up; resolves when it has been. */
export async function restart(): Promise<void> {
  abandonWaiting();
  fluxion.programs.restart();
  await working;
}

/** A cell that is taken away is not waited for. */
export function unqueue(cell: Cell): void {
  if (cell.state.peek() !== 'queued') return;
  cell.state.value = 'idle';
  queue.value = queue.peek().filter((other) => other !== cell);
}

/** Starts afresh for another notebook, unless nothing has run yet. */
export function forgetVariables(): void {
  if (count === 0) return;
  void restart();
  lost.value = '';
}

/** What waits for a cell that fails or is stopped is not run. */
function abandonWaiting(): void {
  batch(() => {
    for (const cell of queue.peek()) if (cell.state.peek() === 'queued') cell.state.value = 'idle';
    queue.value = queue.peek().filter(({ state }) => state.peek() === 'running');
  });
}

/** Takes note of sessions that are lost. */
export function watchSession(): void {
  fluxion.programs.onRestart((reason) =>
    batch(() => {
      const used = count > 0;
      count = 0;
      for (const cell of cells.peek()) cell.fresh.value = false;
      if (!used) return;
      lost.value = reason || 'Python was restarted';
      announcement.value = `${lost.peek()}. The variables are gone.`;
    }),
  );
}
