/** What ran for the training. */
import { computed, signal } from '@preact/signals';
import type { ProgramRun, RegressReply } from '../protocol';
import { calm } from '../ran/calm';
import { formatCount, formatDuration, merged, place } from '../ran/profile';
import { Ran } from '../ran/ran';
import { config } from './state';

/** All that ran since the training began. */
const runs = signal<readonly ProgramRun[]>([]);

/** The program that ran last: a step, or before the first one the loss with its gradient. */
const last = signal<ProgramRun | null>(null);

/** Takes note of an update. The loss on its own is computed where a training begins; later on the steps do that. */
export function record({ profile }: RegressReply): void {
  const begin = profile.find((run) => run.program === 'loss');
  runs.value = begin ? profile : merged(runs.peek(), profile);
  const program = profile.find((run) => run.program === 'step') ?? begin;
  if (program) last.value = program;
}

const now = calm(computed(() => ({ line: line(), runs: runs.value })));

function line(): string {
  const program = last.value;
  const sum = runs.value.find((run) => run.program === program?.program && run.device === program.device);
  if (!sum) return '…';
  const samples = config.value.dataset === 'tutorial' ? 4 : config.value.points;
  const what = sum.program === 'step' ? 'A step' : 'The loss and its gradient';
  return `${what} on ${formatCount(samples)} samples · ${place(sum)} · ${formatDuration(sum.milliseconds / sum.runs)}`;
}

export function RegressionRan() {
  return <Ran {...now.value} since="Since the training began" />;
}
