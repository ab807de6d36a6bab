/** The column beside the cells: which notebook, its headings, its files. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { saveNotebook, saveScript, shareLink } from '../files';
import { stored } from '../keeper';
import { discard, duplicate, newNotebook, opened, openFile, openNotebook, rename } from '../library';
import { SHIPPED, shipped } from '../shipped';
import { Act } from './act';
import { Outline } from './outline';

export function NotebookSide() {
  return (
    <>
      <Notebooks />
      <Outline />
      <Files />
    </>
  );
}

function Notebooks() {
  const present = opened.value;
  const own = stored.value.filter(({ name }) => !shipped(name));
  const edited = new Set(stored.value.map(({ name }) => name));
  return (
    <nav class="card notebooks" aria-labelledby="notebooks-title">
      <h2 id="notebooks-title">Notebooks</h2>
      <ul>
        {SHIPPED.map(({ name, title }) => (
          <Entry key={name} name={name} title={title} isEdited={edited.has(name)} />
        ))}
      </ul>
      {own.length > 0 && <h3>Yours, kept in this browser</h3>}
      <ul>
        {own.map(({ name, title }) => (
          <Entry key={name} name={name} title={title} isEdited={false} />
        ))}
      </ul>
      <div class="button-row">
        <button type="button" class="button" onClick={() => void newNotebook()}>
          New
        </button>
        <OpenFile />
        <Act title="Make a copy of this notebook" off={!present} act={() => void duplicate()}>
          Copy
        </Act>
        {present && shipped(present.name) && (
          <Act
            title="Take back your changes of this notebook"
            off={!edited.has(present.name)}
            act={() => void discard(present.name)}
          >
            Reset to the original
          </Act>
        )}
        {present && present.name !== '' && !shipped(present.name) && (
          <button type="button" class="button" onClick={() => void discard(present.name)}>
            Delete
          </button>
        )}
      </div>
    </nav>
  );
}

function Entry({ name, title, isEdited }: { name: string; title: string; isEdited: boolean }) {
  const isPresent = opened.value?.name === name;
  return (
    <li>
      <button
        type="button"
        class="entry"
        aria-current={isPresent ? 'page' : undefined}
        onClick={() => openNotebook(name)}
      >
        <span>{title}</span>
        {isEdited && <span class="badge">changed</span>}
      </button>
    </li>
  );
}

function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        Open a file
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".ipynb,.py,application/x-ipynb+json,text/x-python"
        aria-label="Notebook file"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void openFile(file);
          currentTarget.value = '';
        }}
      />
    </>
  );
}

function Files() {
  const message = useSignal('');
  /** Shown where the browser refuses the clipboard. */
  const link = useSignal('');
  const run = (work: () => string | Promise<string>) => () => {
    Promise.resolve()
      .then(work)
      .then(
        (said) => (message.value = said),
        (error: unknown) => (message.value = error instanceof Error ? error.message : String(error)),
      );
  };
  const share = async (): Promise<string> => {
    const { link: made, remark } = await shareLink();
    try {
      await navigator.clipboard.writeText(made);
      link.value = '';
      return `The link is in the clipboard. ${remark}`;
    } catch {
      link.value = made;
      return `Here is the link. ${remark}`;
    }
  };
  const present = opened.value;
  if (!present) return null;
  return (
    <section class="card" aria-label="Save and share">
      {!shipped(present.name) && present.name !== '' && (
        <label class="control title-control">
          <span>Title</span>
          <input
            class="field"
            value={present.title}
            onChange={({ currentTarget }) => rename(currentTarget.value)}
          />
        </label>
      )}
      <div class="button-row">
        <button type="button" class="button" onClick={run(saveNotebook)}>
          Save .ipynb
        </button>
        <button type="button" class="button" onClick={run(saveScript)}>
          Save .py
        </button>
        <button type="button" class="button" onClick={run(share)}>
          Copy link
        </button>
      </div>
      <p class="hint" role="status">
        {message.value}
      </p>
      {link.value !== '' && (
        <input
          class="field"
          readOnly
          aria-label="Link to the notebook"
          value={link.value}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
    </section>
  );
}
