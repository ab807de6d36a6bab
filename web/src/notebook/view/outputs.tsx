/** What a cell has put out. Nothing in it becomes part of the page but text and images. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Typeset } from '../../typeset';
import type { Cell } from '../document';
import type { DataOutput, Json, Output } from '../format/nbformat';
import { plainText } from '../text/plain';
import { Markdown } from './markdown';
import { Scroller } from './scroller';
import { Traceback } from './traceback';

export function Outputs({ cell }: { cell: Cell }) {
  const outputs = cell.outputs.value;
  if (outputs.length === 0) return null;
  return (
    <div class="outputs" role="group" aria-label="Output">
      {outputs.map((output, index) => (
        <OneOutput key={index} output={output} />
      ))}
    </div>
  );
}

function OneOutput({ output }: { output: Output }) {
  switch (output.output_type) {
    case 'stream':
      return (
        <Text text={output.text} label={output.name === 'stderr' ? 'Messages' : 'Text'} kind={output.name} />
      );
    case 'error':
      return <Traceback error={output} />;
    default:
      return <Value data={output} />;
  }
}

/** A value in the best of its forms that can be shown safely; HTML cannot. */
function Value({ data: { data, output_type } }: { data: DataOutput }) {
  const text = (mime: string): string | undefined => {
    const form = data[mime];
    return typeof form === 'string' ? form : undefined;
  };
  const plain = text('text/plain');
  const svg = text('image/svg+xml');
  if (svg !== undefined) return <Svg source={svg} plain={plain} />;
  for (const mime of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) {
    const image = text(mime);
    if (image === undefined) continue;
    const url = `data:${mime};base64,${image.replace(/\s/g, '')}`;
    return <img class="figure" src={url} alt={plain ?? 'Figure'} />;
  }
  const markdown = text('text/markdown');
  if (markdown !== undefined) return <Markdown source={markdown} attachments={{}} />;
  const latex = text('text/latex');
  if (latex !== undefined) return <Latex source={latex} />;
  const kind = output_type === 'execute_result' ? 'result' : 'display';
  if (plain !== undefined) return <Text text={plain} label="Value" kind={kind} />;
  const json = Object.entries(data).find(([mime]) => mime.endsWith('json'))?.[1];
  if (json !== undefined)
    return <Text text={JSON.stringify(json as Json, null, 2)} label="Value" kind={kind} />;
  return (
    <p class="hint">
      A value that is there only as {Object.keys(data).join(', ') || 'nothing'}, which is not shown.
    </p>
  );
}

function Latex({ source }: { source: string }) {
  const tex = source.trim().replace(/^(\$\$?|\\\[|\\\()([\s\S]*?)(\$\$?|\\\]|\\\))$/, '$2');
  return (
    <div class="latex">
      <Typeset tex={tex} />
    </div>
  );
}

/** An image element runs no script and fetches nothing that the picture names. */
function Svg({ source, plain }: { source: string; plain: string | undefined }) {
  const image = useRef<HTMLImageElement>(null);
  const alt = useMemo(() => description(source) ?? plain ?? 'Figure', [source, plain]);
  useLayoutEffect(() => {
    const url = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
    image.current!.src = url;
    return () => URL.revokeObjectURL(url);
  }, [source]);
  return <img class="figure" ref={image} alt={alt} />;
}

/** What the picture says of itself. */
function description(source: string): string | null {
  const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  const parts = [root.getAttribute('aria-label'), ...['title', 'desc'].map((name) => childText(root, name))];
  const said = parts.filter((part): part is string => part !== null && part.trim() !== '');
  return said.length > 0 ? [...new Set(said)].join('. ').slice(0, 1_000) : null;
}

const childText = (root: Element, name: string): string | null =>
  [...root.children].find((child) => child.localName === name)?.textContent ?? null;

/** More lines are shown only when asked for. */
const MAX_LINES = 40;
const FIRST_LINES = 24;

function Text({ text, label, kind }: { text: string; label: string; kind: string }) {
  const all = useSignal(false);
  const { shown, lines } = useMemo(() => excerpt(plainText(text), all.value), [text, all.value]);
  return (
    <div class={`text ${kind}`}>
      <Scroller label={label}>
        <pre>{shown}</pre>
      </Scroller>
      {lines > MAX_LINES && (
        <button
          type="button"
          class="button more"
          aria-expanded={all.value}
          onClick={() => (all.value = !all.value)}
        >
          {all.value ? 'Show less' : `Show all ${lines.toLocaleString('en')} lines`}
        </button>
      )}
    </div>
  );
}

function excerpt(text: string, all: boolean): { shown: string; lines: number } {
  const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
  let lines = 1;
  let cut = whole.length;
  for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', at + 1)) {
    if (lines === FIRST_LINES) cut = at;
    lines++;
  }
  return { shown: all || lines <= MAX_LINES ? whole : whole.slice(0, cut), lines };
}
