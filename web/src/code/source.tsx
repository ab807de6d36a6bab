/** The source, and below it each term at the place where it stands, with its number. */
import { useState } from 'preact/hooks';
import type { Explanation } from '../api';
import { Marker, termColour } from './marker';
import { count, letGo, linked, pin, point } from './state';

const LIST = 'source';

/** How many characters there are before a UTF-16 offset. */
const column = (text: string, offset: number): number => [...text.slice(0, offset)].length;

export function Source({ all }: { all: Explanation & { expr: string } }) {
  const { expr, terms } = all;
  const [cursor, setCursor] = useState(-1);
  const lit = linked.value;
  const moveTo = (term: number): void => {
    const next = Math.min(Math.max(term, 0), terms.length - 1);
    setCursor(next);
    document.getElementById(`code-term-${next}`)?.scrollIntoView({ block: 'nearest' });
    point({ kind: 'term', index: next }, LIST);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowRight') moveTo(cursor + 1);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') moveTo(cursor - 1);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(terms.length - 1);
    else if ((event.key === 'Enter' || event.key === ' ') && cursor >= 0)
      pin({ kind: 'term', index: cursor }, LIST);
    else if (event.key === 'Escape') letGo();
    else return;
    event.preventDefault();
  };
  const termAt = (event: Event): number => {
    const found = (event.target as Element).closest<HTMLElement>('[data-term]');
    return found ? Number(found.dataset['term']) : -1;
  };
  const over = (event: PointerEvent): void => {
    const term = termAt(event);
    if (event.pointerType === 'mouse') point(term < 0 ? null : { kind: 'term', index: term });
  };
  const click = (event: MouseEvent): void => {
    const term = termAt(event);
    if (term < 0) return;
    setCursor(term);
    pin({ kind: 'term', index: term }, LIST);
  };
  const width = [...expr].length;
  return (
    <section class="card code-card code-source" aria-labelledby="code-source-title">
      <header class="code-head">
        <h2 id="code-source-title" class="code-title">
          Source
        </h2>
        <span class="hint">{count(terms.length - 1, 'term')}</span>
      </header>
      <div class="code-terms-scroll" onPointerOver={over} onPointerLeave={() => point(null)} onClick={click}>
        <p class="code-line-of-source" aria-hidden="true">
          {pieces(all).map(({ text, term }, i) => (
            <span
              key={i}
              data-term={term < 0 ? undefined : term}
              data-lit={lit?.terms.has(term) || undefined}
              style={termColour(term < 0 ? undefined : term)}
            >
              {text}
            </span>
          ))}
        </p>
        <div
          class="code-terms"
          role="listbox"
          tabIndex={0}
          aria-labelledby="code-source-title"
          aria-multiselectable="true"
          {...(cursor >= 0 ? { 'aria-activedescendant': `code-term-${cursor}` } : {})}
          onKeyDown={press}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) moveTo(Math.max(cursor, 0));
          }}
          onBlur={() => point(null)}
        >
          {terms.map((term, i) => (
            <div
              key={i}
              id={`code-term-${i}`}
              class="code-term"
              role="option"
              aria-selected={lit?.terms.has(i) ?? false}
              aria-label={
                i === 0 ? `${all.variables.join(' and ')}, ${term.text}` : `term ${i}, ${term.text}`
              }
              data-term={i}
              data-lit={lit === null ? undefined : lit.terms.has(i)}
              data-cursor={i === cursor || undefined}
              style={{ minWidth: `${width + 5}ch`, ...termColour(i) }}
            >
              {term.spans.map(([from, to]) => (
                <span
                  key={from}
                  class="code-bar"
                  style={{
                    left: `${column(expr, from)}ch`,
                    width: `${column(expr, to) - column(expr, from)}ch`,
                  }}
                />
              ))}
              <span class="code-term-number" style={{ left: `calc(${width}ch + 0.75rem)` }}>
                <Marker term={i} />
              </span>
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

/** The source in pieces of which each belongs to one innermost term, or to none. */
function pieces({ expr, terms }: Explanation & { expr: string }): { text: string; term: number }[] {
  const owner = new Int32Array(expr.length).fill(-1);
  const wide = terms.flatMap(({ spans }, term) => spans.map(([from, to]) => ({ from, to, term })));
  wide.sort((a, b) => b.to - b.from - (a.to - a.from));
  for (const { from, to, term } of wide) owner.fill(term, from, to);
  const out: { text: string; term: number }[] = [];
  for (let i = 0; i < expr.length; i++) {
    if (i > 0 && owner[i] === owner[i - 1]) out.at(-1)!.text += expr[i];
    else out.push({ text: expr[i]!, term: owner[i]! });
  }
  return out;
}
