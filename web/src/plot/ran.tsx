/** What ran for the picture. */
import { computed, signal } from '@preact/signals';
import { derivativeName } from '../format';
import { MAX_ORDER, type ProgramRun } from '../protocol';
import { calm } from '../ran/calm';
import { formatCount, formatDuration, merged, places, total } from '../ran/profile';
import { Ran } from '../ran/ran';
import { picture, type Picture } from './state';

/** All that ran for the function that is drawn. */
const runs = signal<readonly ProgramRun[]>([]);

let drawn = '';

/** Takes note of a new picture. */
export function record({ expr, profile }: Picture): void {
  runs.value = expr === drawn ? merged(runs.peek(), profile) : profile;
  drawn = expr;
}

const now = calm(computed(() => ({ line: line(picture.value), runs: runs.value })));

function line(last: Picture | null): string {
  if (!last) return '…';
  const { name, points, heat } = last;
  const programs = [name, `∇${name}`];
  const own = last.profile.filter((run) => programs.includes(run.program) && !run.eager);
  const compile = total(own, 'compileMilliseconds');
  return [
    `${name} ${heat ? `and ∇${name}` : `to ${derivativeName(name, MAX_ORDER)}`} at ${formatCount(points)} points`,
    places(own),
    formatDuration(total(own, 'milliseconds')),
    compile > 0 ? `compiled in ${formatDuration(compile)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export function PlotRan() {
  return <Ran {...now.value} since="Since the function was typed" />;
}
