/** A cell's text: coloured at first, an editor as soon as there is time to make one. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { EditorView } from '@codemirror/view';
import { editorCommands } from '../actions';
import { cells, type Cell } from '../document';
import { makeEditor } from '../editor/editor';
import { rangeOf } from '../editor/fault';
import { highlight } from '../editor/highlight';
import { focusRequest, type FocusRequest } from '../focus';
import { inSlices } from '../slices';

/** Editors are made for the cells that are on screen or near it. */
const NEAR = '1000px 0px';

export function Source({ cell }: { cell: Cell }) {
  const host = useRef<HTMLDivElement>(null);
  const wanted = useSignal(false);
  const request = useComputed(() => {
    const { value } = focusRequest;
    return value?.id === cell.id && value.on !== 'cell' ? value : null;
  });
  const isThere = wanted.value || request.value !== null;

  useLayoutEffect(() => {
    if (isThere) wanted.value = true;
  }, [isThere, wanted]);

  useEffect(() => {
    let callOff = (): void => {};
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        callOff = inSlices(() => (wanted.value = true));
      },
      { rootMargin: NEAR },
    );
    observer.observe(host.current!);
    return () => {
      observer.disconnect();
      callOff();
    };
  }, [wanted]);

  return (
    <div class="source" ref={host} onPointerDown={() => (wanted.value = true)}>
      {isThere ? <Editor cell={cell} request={request.value} /> : <Preview cell={cell} />}
    </div>
  );
}

function Preview({ cell }: { cell: Cell }) {
  const parts: { run: string; classes: string }[] = [];
  if (cell.kind.value === 'code')
    highlight(cell.source.value, (run, classes) => parts.push({ run, classes }));
  else parts.push({ run: cell.source.value, classes: '' });
  return (
    <pre class="preview">
      {parts.map(({ run, classes }, index) =>
        classes === '' ? (
          run
        ) : (
          <span key={index} class={classes}>
            {run}
          </span>
        ),
      )}
      {'\n'}
    </pre>
  );
}

function Editor({ cell, request }: { cell: Cell; request: FocusRequest | null }) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const kind = cell.kind.value;
  const number = useComputed(() => cells.value.indexOf(cell) + 1);

  useLayoutEffect(() => {
    const [view, destroy] = makeEditor(cell, host.current!, editorCommands(cell));
    editor.current = view;
    return () => {
      editor.current = null;
      destroy();
    };
  }, [cell, kind]);

  useLayoutEffect(() => {
    const name = { code: 'Code', markdown: 'Markdown', raw: 'Text' }[kind];
    editor.current!.contentDOM.setAttribute('aria-label', `${name} of cell ${number.value}`);
  }, [kind, number.value]);

  useLayoutEffect(() => {
    if (!request || !editor.current) return;
    enter(editor.current, request.on);
    if (focusRequest.peek() === request) focusRequest.value = null;
  }, [request, kind]);

  return <div ref={host} />;
}

function enter(view: EditorView, on: FocusRequest['on']): void {
  const { doc } = view.state;
  const selection =
    on === 'start'
      ? { anchor: 0 }
      : on === 'end'
        ? { anchor: doc.length }
        : typeof on === 'object'
          ? anchorAndHead(rangeOf(doc, on))
          : undefined;
  view.focus();
  view.dispatch({ ...(selection && { selection }), scrollIntoView: true });
}

function anchorAndHead(
  range: { from: number; to: number } | null,
): { anchor: number; head: number } | undefined {
  return range ? { anchor: range.from, head: range.to } : undefined;
}
