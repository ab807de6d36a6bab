/** The keys, in a dialog. */
import { useEffect, useRef } from 'preact/hooks';
import { selected } from '../document';
import { select } from '../focus';
import { HELP, helpIsOpen } from '../keys';

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpIsOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => {
        helpIsOpen.value = false;
        // The browser gives the focus back to a button; a cell that was selected by a key asks for it itself.
        if (document.activeElement === document.body) select(selected.peek());
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <form method="dialog" class="help-head">
        <h2 id="help-title">Keys</h2>
        <button type="submit" class="button quiet" aria-label="Close">
          ×
        </button>
      </form>
      {HELP.map(({ title, keys }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl class="help-keys">
            {keys.map(({ keys: names, does }) => (
              <div key={names}>
                <dt>
                  <kbd>{names}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </dialog>
  );
}
