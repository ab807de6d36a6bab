/** The parameters of the function that is being called, shown while one types the arguments. */
import { syntaxTree } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { showTooltip, ViewPlugin, type EditorView, type Tooltip, type ViewUpdate } from '@codemirror/view';
import { inspect } from './docs';
import { marked } from './parameters';

interface Call {
  /** Where the name of the function ends. */
  callee: number;
  /** Which of the arguments the cursor is in, from 0, or its keyword. */
  argument: number | string;
}

/** The innermost call around the cursor. */
function callAt(state: EditorState): Call | null {
  const { head } = state.selection.main;
  for (let node = syntaxTree(state).resolveInner(head, -1); node.parent; node = node.parent) {
    if (node.name !== 'ArgList' || node.parent.name !== 'CallExpression' || head <= node.from) continue;
    if (node.lastChild?.name === ')' && head >= node.to) continue;
    const before = node.getChildren(',').filter((comma) => comma.from < head);
    const start = before.at(-1)?.to ?? node.from + 1;
    const keyword = /^\s*(\w+)\s*=(?!=)/.exec(state.sliceDoc(start, head))?.[1];
    return { callee: node.from, argument: keyword ?? before.length };
  }
  return null;
}

interface Shown {
  callee: number;
  signature: string;
  argument: number | string;
}

const show = StateEffect.define<Shown | null>();

const field = StateField.define<Shown | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return value && transaction.docChanged
      ? { ...value, callee: transaction.changes.mapPos(value.callee, -1) }
      : value;
  },
  provide: (self) => showTooltip.from(self, (value) => value && tooltip(value)),
});

function tooltip({ callee, signature, argument }: Shown): Tooltip {
  return {
    pos: callee,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'docs';
      const line = document.createElement('p');
      line.className = 'docs-signature';
      for (const [text, isCurrent] of marked(signature, argument)) {
        const part = document.createElement(isCurrent ? 'strong' : 'span');
        part.textContent = text;
        line.append(part);
      }
      dom.append(line);
      return { dom };
    },
  };
}

const follower = ViewPlugin.fromClass(
  class {
    #asked = 0;

    update(update: ViewUpdate): void {
      if (!update.docChanged && !update.selectionSet && !update.focusChanged) return;
      const { view, state } = update;
      const shown = state.field(field);
      const call = view.hasFocus ? callAt(state) : null;
      if (!call) {
        this.#asked++;
        if (shown) this.#show(view, null);
      } else if (shown?.callee === call.callee) {
        if (shown.argument !== call.argument) this.#show(view, { ...shown, argument: call.argument });
      } else if (shown || opensCall(update)) {
        void this.#ask(view, call);
      }
    }

    async #ask(view: EditorView, call: Call): Promise<void> {
      const ticket = ++this.#asked;
      const found = await inspect(view.state, call.callee);
      const now = callAt(view.state);
      if (ticket !== this.#asked || now?.callee !== call.callee) return;
      const signature = found?.signature ?? '';
      this.#show(view, signature === '' ? null : { ...now, signature });
    }

    /** The state cannot be changed while it is being updated. */
    #show(view: EditorView, value: Shown | null): void {
      const ticket = this.#asked;
      queueMicrotask(() => {
        if (ticket === this.#asked) view.dispatch({ effects: show.of(value) });
      });
    }
  },
);

/** A parenthesis or a comma was typed. */
function opensCall({ transactions, changes }: ViewUpdate): boolean {
  if (!transactions.some((transaction) => transaction.isUserEvent('input'))) return false;
  let opens = false;
  changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    if (/[(,]/.test(inserted.toString())) opens = true;
  });
  return opens;
}

export function closeSignature(view: EditorView): boolean {
  if (!view.state.field(field, false)) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

export const signatureHelp: Extension = [field, follower];
