/** What ran in a cell, where that is worth a line. */
import type { ProgramRun } from '../../protocol';
import { formatCount, formatDuration, places, total } from '../../ran/profile';
import { Ran } from '../../ran/ran';
import type { Cell } from '../document';

/** From so many elements on, an operation on its own may be compiled. */
const LARGE = 4096;

export function CellRan({ cell }: { cell: Cell }) {
  const runs = cell.ran.value;
  if (!runs.some((run) => !run.eager || run.elements >= LARGE * run.runs)) return null;
  return <Ran line={line(runs)} runs={runs} since="While the cell ran" />;
}

function line(runs: readonly ProgramRun[]): string {
  const programs = runs.filter(({ eager }) => !eager).length;
  const operations = runs.filter(({ eager }) => eager).reduce((sum, run) => sum + run.runs, 0);
  const compile = total(runs, 'compileMilliseconds');
  return [
    [counted(programs, 'program'), counted(operations, 'operation')].filter((part) => part !== '').join(', '),
    places(runs),
    formatDuration(total(runs, 'milliseconds')),
    compile > 0 ? `compiled in ${formatDuration(compile)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
