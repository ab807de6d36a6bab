/** Documentation asked for by a key, which stays until the text or the cursor changes. */
import { StateEffect, StateField } from '@codemirror/state';
import { showTooltip, type Tooltip } from '@codemirror/view';

export const showDocs = StateEffect.define<Tooltip | null>();

export const pinnedDocs = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(showDocs)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});
