/** What ran for the race. */
import { computed, signal } from '@preact/signals';
import type { ProgramRun, RaceReply } from '../protocol';
import { calm } from '../ran/calm';
import { formatCount, merged } from '../ran/profile';
import { Ran } from '../ran/ran';
import { formatBytes, race } from './state';

/** All that ran since the race began. */
const runs = signal<readonly ProgramRun[]>([]);

/** Takes note of an update. */
export function record({ profile, lanes }: RaceReply): void {
  const begins = lanes.every(({ state }) => state === 'waiting');
  runs.value = begins ? profile : merged(runs.peek(), profile);
}

const now = calm(computed(() => ({ line: line(race.value), runs: runs.value })));

function line(state: RaceReply | null): string {
  if (!state) return '…';
  const lane = state.lanes.find((one) => one.state === 'making' || one.state === 'training');
  const data = `${formatBytes(state.bytes)} of data`;
  if (!lane) return `${data} · ${state.running ? 'waiting' : 'given up'}`;
  if (lane.state === 'making') return `${data} · ${lane.kind} · made to ${Math.round(lane.made * 100)} %`;
  return `${data} · ${lane.kind} · ${formatCount(lane.steps)} steps`;
}

export function RaceRan() {
  return <Ran {...now.value} since="Since the race began" />;
}
