/** The number of a term, in its colour: the number says what the colour does. */
import { VARIABLE } from './links';
import { explanation } from './state';

const COLOURS = 8;

/** The colour of a term as a custom property of an element. */
export function termColour(term: number | undefined): Record<string, string> {
  if (term === undefined) return {};
  return { '--term': term === VARIABLE ? 'var(--muted)' : `var(--term-${(term - 1) % COLOURS})` };
}

export function Marker({ term }: { term: number }) {
  return (
    <span class={term === VARIABLE ? 'code-marker variable' : 'code-marker'} style={termColour(term)}>
      {term === VARIABLE ? explanation.value?.variables.join() : term}
    </span>
  );
}
