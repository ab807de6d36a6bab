/** An error as Python prints it, with links to the cells and lines that it names. */
import { cells, type Cell } from '../document';
import { edit } from '../focus';
import type { ErrorOutput } from '../format/nbformat';
import { runNumber } from '../session';
import { plainText } from '../text/plain';
import { Scroller } from './scroller';

export function Traceback({ error: { ename, evalue, traceback } }: { error: ErrorOutput }) {
  const lines = plainText(traceback.join('\n')).split('\n');
  // The exception stands at the end under its full name, and its text may have several lines.
  const end = lines.findLastIndex((line) => line.replace(/:.*/, '').split('.').at(-1) === ename);
  const places = end < 0 ? lines : lines.slice(0, end);
  const summary = end < 0 ? `${ename}: ${evalue}` : lines.slice(end).join('\n');
  return (
    <div class="error">
      {places.length > 0 && (
        <Scroller label="Error">
          <pre>
            {places.map((line, index) => (
              <TracebackLine key={index} line={line} />
            ))}
          </pre>
        </Scroller>
      )}
      <p class="error-summary">{summary.trimEnd()}</p>
    </div>
  );
}

/** `  File "cell 3", line 2, in f` */
const PLACE = /^(\s*File ")([^"]+)(", line )(\d+)(.*)$/;

function TracebackLine({ line }: { line: string }) {
  const match = PLACE.exec(line);
  const cell = match && cellOf(match[2]!);
  if (!match || !cell) return <span>{`${line}\n`}</span>;
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
