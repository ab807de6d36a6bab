/** What the interpreter knows about the names in a cell: completion, and documentation under the pointer. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { EditorView, Tooltip } from '@codemirror/view';
import { fluxion, type Inspection } from '../../api';
import { EngineError } from '../../engine/error';
import type { CompletionItem } from '../../protocol';

async function asked<T>(question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** Answers at once where there is nothing to complete: an editor that waits for an answer keeps the Escape key. */
export function completions(context: CompletionContext): Promise<CompletionResult | null> | null {
  const { state, pos, explicit } = context;
  if (!explicit && (!context.matchBefore(/[\p{L}_][\w.]*$/u) || isText(state, pos))) return null;
  return complete(context, state.doc.toString());
}

async function complete(context: CompletionContext, source: string): Promise<CompletionResult | null> {
  const { pos } = context;
  const reply = await asked(() => fluxion.complete(source, pos));
  if (!reply || reply.items.length === 0 || context.aborted) return null;
  return { from: reply.from, to: reply.to, options: reply.items.map(option), validFor: /^\w*$/ };
}

function isText(state: EditorState, pos: number): boolean {
  return /String|Comment/.test(syntaxTree(state).resolveInner(pos, -1).name);
}

const TYPES: Record<CompletionItem['kind'], string> = {
  function: 'function',
  class: 'class',
  module: 'namespace',
  value: 'variable',
  keyword: 'keyword',
};

function option({ label, kind, signature, doc }: CompletionItem): Completion {
  return {
    label,
    type: TYPES[kind],
    // Names that begin with an underscore are seldom meant.
    boost: label.startsWith('_') ? -1 : 0,
    ...(signature !== '' && {
      detail: signature.startsWith(label) ? signature.slice(label.length) : signature,
    }),
    ...(doc !== '' && { info: doc }),
  };
}

export async function inspect(state: EditorState, pos: number): Promise<Inspection | null> {
  const reply = await asked(() => fluxion.inspect(state.doc.toString(), pos));
  return reply?.found ? reply : null;
}

export async function hover(view: EditorView, pos: number): Promise<Tooltip | null> {
  const { state } = view;
  if (isText(state, pos) || !/[\w]/.test(state.sliceDoc(pos - 1, pos + 1))) return null;
  const found = await inspect(state, pos);
  return found && tooltip(found);
}

export function tooltip({ from, to, signature, doc }: Inspection): Tooltip {
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'docs';
      if (signature !== '') dom.append(paragraph('docs-signature', signature));
      if (doc !== '') dom.append(paragraph('docs-text', doc));
      return { dom };
    },
  };
}

function paragraph(name: string, text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = name;
  element.textContent = text;
  return element;
}
