/** The editor of one cell. */
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightSpecialChars,
  hoverTooltip,
  keymap,
  type Command,
  type KeyBinding,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { effect } from '@preact/signals';
import { changed, type Cell } from '../document';
import { completions, hover, inspect, tooltip } from './docs';
import { faultMarks, setFault } from './fault';
import { pinnedDocs, showDocs } from './pinned';
import { closeSignature, signatureHelp } from './signature';

/** What the keys that concern the notebook do. */
export interface Commands {
  runAndNext(): void;
  runHere(): void;
  runAndInsert(): void;
  leave(): void;
  goUp(): void;
  goDown(): void;
  split(position: number): void;
}

/** Makes the editor of a cell and keeps it and the cell's text the same; the second result takes it away. */
export function makeEditor(cell: Cell, parent: HTMLElement, commands: Commands): [EditorView, () => void] {
  let text = cell.source.peek();
  const isCode = cell.kind.peek() === 'code';
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of(notebookKeys(commands)),
        isCode ? CODE : EditorView.lineWrapping,
        history(),
        highlightSpecialChars(),
        faultMarks,
        keymap.of([...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'), ...historyKeymap]),
        EditorState.tabSize.of(4),
        EditorView.contentAttributes.of({
          // The Tab key leads past the text, into which Enter leads: within it, Tab indents.
          tabindex: '-1',
          spellcheck: isCode ? 'false' : 'true',
          autocorrect: 'off',
          autocapitalize: 'off',
          'aria-describedby': 'notebook-editor-keys',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const next = update.state.doc.toString();
          if (next === text) return;
          text = next;
          cell.source.value = next;
          changed();
        }),
      ],
    }),
  });

  const stopFollowing = effect(() => {
    const source = cell.source.value;
    if (source === text) return;
    text = source;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source } });
  });
  const stopMarking = effect(() => view.dispatch({ effects: setFault.of(cell.fault.value) }));
  return [
    view,
    () => {
      stopFollowing();
      stopMarking();
      view.destroy();
    },
  ];
}

/** Takes the key only for a list that can be seen, not for one that is still being made. */
const closeList: Command = (view) => {
  const isVisible = completionStatus(view.state) === 'active';
  closeCompletion(view);
  return isVisible;
};

const INDENT = '    ';

const indent: Command = (view) => {
  const { state } = view;
  const { from, empty } = state.selection.main;
  const line = state.doc.lineAt(from);
  const before = state.sliceDoc(line.from, from);
  if (!empty) return indentMore(view);
  if (before.trim() !== '') return startCompletion(view);
  const insert = INDENT.slice(before.length % INDENT.length);
  view.dispatch(
    state.update(state.replaceSelection(insert), { userEvent: 'input.indent', scrollIntoView: true }),
  );
  return true;
};

const CODE: Extension = [
  new LanguageSupport(pythonLanguage),
  syntaxHighlighting(classHighlighter),
  indentUnit.of(INDENT),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ override: [completions], icons: false, defaultKeymap: false }),
  hoverTooltip(hover, { hoverTime: 400, hideOnChange: true }),
  signatureHelp,
  pinnedDocs,
  keymap.of([
    ...closeBracketsKeymap,
    { key: 'Tab', run: acceptCompletion },
    { key: 'Tab', run: indent, shift: indentLess },
    {
      key: 'Mod-i',
      preventDefault: true,
      run: (view) => {
        void inspect(view.state, view.state.selection.main.head).then((found) =>
          view.dispatch({ effects: showDocs.of(found && tooltip(found)) }),
        );
        return true;
      },
    },
  ]),
];

function notebookKeys(commands: Commands): KeyBinding[] {
  const always = (work: () => void): Command => {
    return () => {
      work();
      return true;
    };
  };
  const atEdge = (line: 'first' | 'last', work: () => void): Command => {
    return ({ state }) => {
      const { head, empty } = state.selection.main;
      const edge = line === 'first' ? 1 : state.doc.lines;
      if (!empty || state.doc.lineAt(head).number !== edge) return false;
      work();
      return true;
    };
  };
  return [
    ...completionKeymap.filter(({ key }) => key !== 'Escape'),
    { key: 'Escape', run: closeList },
    { key: 'Shift-Enter', run: always(commands.runAndNext) },
    { key: 'Ctrl-Enter', run: always(commands.runHere) },
    { key: 'Mod-Enter', run: always(commands.runHere) },
    { key: 'Alt-Enter', run: always(commands.runAndInsert) },
    {
      key: 'Ctrl-Shift--',
      preventDefault: true,
      run: ({ state }) => {
        commands.split(state.selection.main.head);
        return true;
      },
    },
    { key: 'Escape', run: closeSignature },
    { key: 'Escape', run: always(commands.leave) },
    { key: 'ArrowUp', run: atEdge('first', commands.goUp) },
    { key: 'ArrowDown', run: atEdge('last', commands.goDown) },
  ];
}
