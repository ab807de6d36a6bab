/**
 * A program as a list of lines with links. Only the lines in sight are in the document: a module may have thousands.
 */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CodeLine, Listing } from '../api';
import { CopyButton } from './copy';
import type { Linked, Target } from './links';
import { VARIABLE } from './links';
import { Marker, termColour } from './marker';
import { Ruler } from './ruler';
import { letGo, linked, pin, pinned, point, reveal } from './state';
import { Words, type Language } from './words';

interface Props {
  id: string;
  title: string;
  /** What is said beside the title. */
  summary: string;
  listing: Listing;
  /** Which of its equations an equation of a line is. */
  kind: 'before' | 'after';
  language: Language;
  isLinked(line: CodeLine, index: number, all: Linked): boolean;
}

/** Lines that are drawn above and below those in sight. */
const MARGIN = 12;

/** The height of a line: as much as the style sheet gives it. */
const LINE_REM = 1.3125;

const lineHeight = (): number => LINE_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);

export function CodeList({ id, title, summary, listing, kind, language, isLinked }: Props) {
  const { lines } = listing;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ from: 0, to: 40, all: true });
  const [cursor, setCursor] = useState(-1);

  /** Where things begin to happen: a module has declarations and constants before it reads its input. */
  const start = useMemo(() => lines.findIndex(({ reads }) => reads), [lines]);
  const width = useMemo(() => Math.max(...lines.map(({ text }) => text.length)), [lines]);

  const look = (): void => {
    // The browser tells of a scroll later, when the list may be gone.
    if (!scroller.current) return;
    const { scrollTop, clientHeight } = scroller.current;
    const height = lineHeight();
    // In steps, so that not every pixel makes the list anew.
    const from = Math.floor(scrollTop / height / MARGIN) * MARGIN - MARGIN;
    const to = Math.ceil((scrollTop + clientHeight) / height / MARGIN) * MARGIN + MARGIN;
    const all = lines.length * height <= clientHeight;
    setView((old) => (old.from === from && old.to === to && old.all === all ? old : { from, to, all }));
  };
  useEffect(() => {
    const observer = new ResizeObserver(look);
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    scroller.current!.scrollTo(0, Math.max(0, start - 4) * lineHeight());
    setCursor(-1);
    look();
  }, [listing]);

  const show = (line: number, gently: boolean): void => {
    const { scrollTop, clientHeight } = scroller.current!;
    const height = lineHeight();
    const at = line * height;
    if (at >= scrollTop && at + height <= scrollTop + clientHeight) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.current!.scrollTo({
      top: gently ? at - clientHeight / 3 : at < scrollTop ? at : at + height - clientHeight,
      behavior: gently && !still ? 'smooth' : 'auto',
    });
  };
  useSignalEffect(() => {
    const { by } = reveal.value;
    const all = linked.peek();
    if (by === '' || by === id || !all) return;
    const places = lines.map((_, i) => i).filter((i) => isLinked(lines[i]!, i, all));
    const first = places.find((i) => i >= start) ?? places[0];
    if (first !== undefined) show(first, true);
  });

  const target = (line: CodeLine | undefined): Target | null => {
    if (!line) return null;
    if (line.equation !== null) return { kind, index: line.equation };
    return line.reads ? { kind: 'term', index: VARIABLE } : null;
  };
  const lineAt = (event: Event): number => {
    const row = (event.target as Element).closest<HTMLElement>('[data-line]');
    return row ? Number(row.dataset['line']) : -1;
  };
  const moveTo = (line: number): void => {
    const next = Math.min(Math.max(line, 0), lines.length - 1);
    setCursor(next);
    show(next, false);
    point(target(lines[next]), id);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(scroller.current!.clientHeight / lineHeight()) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    if (step !== undefined) moveTo(cursor + step);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(lines.length - 1);
    else if (event.key === 'Enter' || event.key === ' ') pin(target(lines[cursor]), id);
    else if (event.key === 'Escape') letGo();
    else return;
    event.preventDefault();
  };

  const all = linked.value;
  const lit = useMemo(() => all && lines.map((line, i) => isLinked(line, i, all)), [lines, all]);
  const from = Math.max(0, view.from);
  const shown = lines.slice(from, view.to);
  return (
    <section class={`card code-card code-${id}`} aria-labelledby={`code-${id}-title`}>
      <header class="code-head">
        <h2 id={`code-${id}-title`} class="code-title">
          {title}
        </h2>
        <span class="hint">{summary}</span>
        <CopyButton text={listing.text} what={title} />
      </header>
      <div class="code-frame">
        <div
          ref={scroller}
          class="code-scroll"
          role="listbox"
          tabIndex={0}
          aria-labelledby={`code-${id}-title`}
          aria-multiselectable="true"
          {...(cursor >= 0 ? { 'aria-activedescendant': `code-${id}-${cursor}` } : {})}
          onScroll={look}
          onKeyDown={press}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) moveTo(Math.max(cursor, 0));
          }}
          onBlur={() => point(null)}
          onPointerOver={(event) => event.pointerType === 'mouse' && point(target(lines[lineAt(event)]))}
          onPointerLeave={() => point(null)}
          onClick={(event) => {
            const line = lineAt(event);
            if (line < 0 || window.getSelection()?.type === 'Range') return;
            setCursor(line);
            pin(target(lines[line]), id);
          }}
        >
          <div
            class="code-lines"
            role="presentation"
            style={{ height: `${lines.length * LINE_REM}rem`, minWidth: `${width + 8}ch` }}
          >
            {shown.map((line, k) => {
              const i = from + k;
              const isLit = lit?.[i] ?? false;
              return (
                <div
                  key={i}
                  id={`code-${id}-${i}`}
                  class="code-line"
                  role="option"
                  aria-selected={isLit}
                  aria-posinset={i + 1}
                  aria-setsize={lines.length}
                  data-line={i}
                  data-lit={lit ? isLit : undefined}
                  data-cursor={i === cursor || undefined}
                  style={{ top: `${i * LINE_REM}rem`, ...termColour(line.terms[0]) }}
                >
                  <span class="code-markers" aria-hidden="true">
                    {line.terms.slice(0, 2).map((term) => (
                      <Marker key={term} term={term} />
                    ))}
                  </span>
                  <span class="code-text">
                    <Words text={line.text} language={language} />
                  </span>
                  {line.text.trim() === '' && <span class="visually-hidden">empty line</span>}
                  {line.terms.length > 0 && (
                    <span class="visually-hidden">, term {line.terms.join(' and ')}</span>
                  )}
                </div>
              );
            })}
          </div>
        </div>
        {!view.all && <Ruler lines={lines} lit={lit} onPick={(line) => show(line, true)} />}
      </div>
      {pinned.value === null ? null : (
        <span class="visually-hidden">Links are kept; Escape lets them go.</span>
      )}
    </section>
  );
}
