/** The headings of the notebook, to go to. */
import { useComputed } from '@preact/signals';
import { cells, type Cell } from '../document';
import { select } from '../focus';

interface Heading {
  cell: Cell;
  text: string;
  level: number;
}

export function Outline() {
  const headings = useComputed(() => cells.value.flatMap(headingsOf));
  if (headings.value.length < 3) return null;
  const top = Math.min(...headings.value.map(({ level }) => level));
  return (
    <nav class="card outline" aria-labelledby="outline-title">
      <h2 id="outline-title">Contents</h2>
      <ul>
        {headings.value.map(({ cell, text, level }, index) => (
          <li key={index} style={{ paddingLeft: `${Math.min(level - top, 3) * 0.75}rem` }}>
            <button type="button" class="entry" onClick={() => go(cell)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function headingsOf(cell: Cell): Heading[] {
  if (cell.kind.value !== 'markdown') return [];
  return [...cell.source.value.matchAll(/^(#{1,6})[ \t]+(.+?)[ \t]*#*$/gm)].map((match) => ({
    cell,
    level: match[1]!.length,
    text: match[2]!.replace(/[*_`$]/g, ''),
  }));
}

function go(cell: Cell): void {
  document.getElementById(`cell-${cell.id}`)?.scrollIntoView({ block: 'start' });
  select(cell);
}
