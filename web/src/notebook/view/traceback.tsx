/** An error as Python prints it, with links to the cells and lines that it names. */
import { cells, type Cell } from '../document';
import { edit } from '../focus';
import type { ErrorOutput } from '../format/nbformat';
import { runNumber } from '../session';
import { plainText } from '../text/plain';
import { Scroller } from './scroller';

export function Traceback({ error: { ename, evalue, traceback } }: { error: ErrorOutput }) {
  const lines = plainText(traceback.join('\n')).split('\n');
  // Jupyter's own tracebacks end with the same words.
  const summary = `${ename}${evalue === '' ? '' : `: ${evalue}`}`;
  const last = lines.at(-1) ?? '';
  const body = summary.startsWith(last) || last.startsWith(`${ename}:`) ? lines : [...lines, summary];
  const end = body.findLastIndex((line) => line.startsWith(ename));
  return (
    <div class="error">
      <Scroller label="Error">
        <pre>
          {body.map((line, index) => (
            <TracebackLine key={index} line={line} isSummary={end >= 0 && index >= end} />
          ))}
        </pre>
      </Scroller>
    </div>
  );
}

/** `  File "cell 3", line 2, in f` */
const PLACE = /^(\s*File ")([^"]+)(", line )(\d+)(.*)$/;

function TracebackLine({ line, isSummary }: { line: string; isSummary: boolean }) {
  const match = PLACE.exec(line);
  const cell = match && cellOf(match[2]!);
  if (!match || !cell) {
    return isSummary ? <strong class="error-summary">{`${line}\n`}</strong> : <span>{`${line}\n`}</span>;
  }
  const [, , file, , number, rest] = match;
  return (
    <span>
      {'  '}
      <button
        type="button"
        class="place"
        title="Go to this line"
        onClick={() => {
          const place = { line: Number(number) };
          if (cell.fault.peek()?.line !== place.line) cell.fault.value = place;
          edit(cell, place);
        }}
      >
        {file}, line {number}
      </button>
      {`${(rest ?? '').replace(/^, /, ' ')}\n`}
    </span>
  );
}

function cellOf(file: string): Cell | undefined {
  const number = runNumber(file);
  return number === null ? undefined : cells.value.find(({ count }) => count.value === number);
}
