/** Marks the line, and in it the expression, where a cell failed. */
import { RangeSet, StateEffect, StateField, type Range, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Place } from '../document';

export const setFault = StateEffect.define<Place | null>();

export const faultMarks = StateField.define<DecorationSet>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setFault))
        return effect.value ? decorations(transaction.newDoc, effect.value) : RangeSet.empty;
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorations(doc: Text, place: Place): DecorationSet {
  const range = rangeOf(doc, place);
  if (!range) return RangeSet.empty;
  const marks: Range<Decoration>[] = [LINE.range(doc.lineAt(range.from).from)];
  if (place.columns && range.to > range.from) marks.push(CULPRIT.range(range.from, range.to));
  return RangeSet.of(marks, true);
}

const LINE = Decoration.line({ class: 'fault-line' });
const CULPRIT = Decoration.mark({ class: 'fault-culprit' });

/** The offsets of a place; null when the text has no such line any more. */
export function rangeOf(doc: Text, { line, columns }: Place): { from: number; to: number } | null {
  if (line < 1 || line > doc.lines) return null;
  const at = (number: number, column: number): number => {
    const { from, to } = doc.line(Math.min(number, doc.lines));
    return Math.min(from + Math.max(column - 1, 0), to);
  };
  if (!columns) return { from: doc.line(line).from, to: doc.line(line).from };
  const from = at(line, columns.column);
  return { from, to: Math.max(from, at(Math.max(columns.endLine, line), columns.endColumn)) };
}
