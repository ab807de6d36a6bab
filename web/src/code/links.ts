/** Which parts of source, programs and module belong together. */
import type { Explanation, Listing } from '../api';

/** What links start from: a term of the source, or an equation of the program before or after simplification. */
export interface Target {
  kind: 'term' | 'before' | 'after';
  index: number;
}

/** What is linked: terms, equations of both programs, and lines of the module and of the shaders. */
export interface Linked {
  terms: Set<number>;
  before: Set<number>;
  after: Set<number>;
  module: Set<number>;
  shaders: Set<number>;
  /** The variable is among the terms: lines that name or read it belong to it. */
  inputs: boolean;
}

/** The term of the variable. */
export const VARIABLE = 0;

export function linkedTo(all: Explanation, shaders: Listing | null, { kind, index }: Target): Linked {
  const before = new Set<number>();
  const after = new Set<number>();
  const inputs = kind === 'term' && index === VARIABLE;
  if (kind === 'before') before.add(index);
  else if (kind === 'after') for (const e of all.origins[index] ?? []) before.add(e);
  else all.termOf.forEach((term, e) => term === index && before.add(e));

  if (kind === 'after') after.add(index);
  else all.origins.forEach((from, e) => from.some((origin) => before.has(origin)) && after.add(e));

  const terms = new Set<number>(kind === 'term' ? [index] : []);
  for (const e of before) if (all.termOf[e]! >= 0) terms.add(all.termOf[e]!);

  const linesOf = (listing: Listing | null): Set<number> => {
    const found = new Set<number>();
    listing?.lines.forEach((line, i) => {
      if (line.equation === null ? inputs && line.reads : after.has(line.equation)) found.add(i);
    });
    return found;
  };
  return { terms, before, after, module: linesOf(all.module), shaders: linesOf(shaders), inputs };
}
