/** The whole list at a glance: a stripe of the terms' colours, and what is linked. A help for the pointer only. */
import { useMemo } from 'preact/hooks';
import type { CodeLine } from '../api';
import { termColour } from './marker';

interface Props {
  lines: CodeLine[];
  /** By line: whether it is linked; null while nothing is. */
  lit: boolean[] | null;
  onPick(line: number): void;
}

export function Ruler({ lines, lit, onPick }: Props) {
  const terms = useMemo(() => {
    const rows = new Map<number, number[]>();
    lines.forEach((line, i) => {
      const [term] = line.terms;
      if (term === undefined) return;
      if (!rows.has(term)) rows.set(term, []);
      rows.get(term)!.push(i);
    });
    return [...rows].map(([term, list]) => ({ term, d: stripes(list) }));
  }, [lines]);
  const marked = useMemo(() => lit && stripes(lines.map((_, i) => i).filter((i) => lit[i])), [lines, lit]);
  return (
    <svg
      class="code-ruler"
      viewBox={`0 0 2 ${Math.max(lines.length, 1)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onClick={(event) => {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        onPick(Math.floor(((event.clientY - top) / height) * lines.length));
      }}
    >
      {terms.map(({ term, d }) => (
        <path key={term} class="code-stripe" style={termColour(term)} d={d} />
      ))}
      {marked && <path class="code-stripe lit" d={marked} transform="translate(1 0)" />}
    </svg>
  );
}

/** A path of boxes over runs of lines. */
function stripes(lines: number[]): string {
  let path = '';
  for (let i = 0; i < lines.length;) {
    const from = lines[i]!;
    let to = from + 1;
    while (lines[++i] === to) to++;
    path += `M0 ${from}h1v${to - from}h-1z`;
  }
  return path;
}
