/** What ran, where and how long: a line, and behind it a table of the programs. It changes without being said aloud. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ProgramRun } from '../protocol';
import { formatCount, formatDuration, place } from './profile';

export function Ran({ line, runs, since }: { line: string; runs: readonly ProgramRun[]; since: string }) {
  const [open, setOpen] = useState(false);
  const host = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (open) host.current!.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <details class="ran" ref={host} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary title={line}>{line}</summary>
      {open && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label="What ran">
          <table class="table">
            <caption>{since}</caption>
            <thead>
              <tr>
                <th scope="col">program</th>
                <th scope="col">where</th>
                <th scope="col">runs</th>
                <th scope="col">time</th>
                <th scope="col">compiled in</th>
              </tr>
            </thead>
            <tbody>
              {sorted(runs).map((run) => (
                <tr key={`${run.program}|${run.device}|${run.eager}`}>
                  <th scope="row">{name(run)}</th>
                  <td>
                    {where(run)}
                    {run.reason !== '' && <span class="ran-reason">{run.reason}</span>}
                  </td>
                  <td>{formatCount(run.runs)}</td>
                  <td>{formatDuration(run.milliseconds)}</td>
                  <td>{run.compilations > 0 ? formatDuration(run.compileMilliseconds) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

/** What took longest comes first. */
function sorted(runs: readonly ProgramRun[]): ProgramRun[] {
  const time = (run: ProgramRun): number => run.milliseconds + run.compileMilliseconds;
  return [...runs].sort((a, b) => time(b) - time(a));
}

function name({ program, eager, equations }: ProgramRun): string {
  if (program === '') return 'others';
  return eager ? program : `${program}, ${formatCount(equations)} operations`;
}

/** What a compiled program leaves to Go shows. */
function where(run: ProgramRun): string {
  if (run.kind === '') return '–';
  return run.host.length > 0 ? `${place(run)}; ${[...new Set(run.host)].join(', ')} in Go` : place(run);
}
