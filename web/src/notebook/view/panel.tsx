/** The notebook's view. */
import { effect, signal } from '@preact/signals';
import { fluxion } from '../../api';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { saveNow } from '../actions';
import { cells } from '../document';
import { insertCell, undo } from '../edits';
import { announcement, tab } from '../../state';
import '../../styles/notebook.css';
import '../../styles/notebook-code.css';
import '../../styles/notebook-texts.css';
import '../../styles/notebook-side.css';
import { edit, END, focusRequest } from '../focus';
import { openFile, opened, openFailure, startLibrary } from '../library';
import { watchSession } from '../session';
import { saveState } from '../keeper';
import { Banners } from './banners';
import { CellView } from './cell';
import { Help } from './help';
import { NotebookSide } from './side';
import { Toolbar } from './toolbar';

const beside = window.matchMedia('(min-width: 60rem)');
const hasRoomBeside = signal(beside.matches);
beside.addEventListener('change', () => (hasRoomBeside.value = beside.matches));

watchSession();
startLibrary();

/** How far the page was scrolled when another view was opened, which is shorter. */
let scrolled = 0;

effect(() => {
  if (tab.value === 'notebook') return () => void (scrolled = window.scrollY);
  return undefined;
});

export function Notebook() {
  const isShown = tab.value === 'notebook';
  useLayoutEffect(() => {
    if (isShown) window.scrollTo(0, scrolled);
  }, [isShown]);
  return (
    <>
      <div class="top notebook-top">
        <Toolbar />
      </div>
      <div class="centre notebook">
        <Banners />
        {!hasRoomBeside.value && (
          <details class="notebook-menu card">
            <summary>Notebooks, contents, files</summary>
            <div class="side">
              <NotebookSide />
            </div>
          </details>
        )}
        <Cells />
        <p class="visually-hidden" role="status">
          {announcement.value}
        </p>
        <p id="notebook-editor-keys" class="visually-hidden">
          Tab indents. Press Escape, then Tab, to leave the text. Shift-Enter runs the cell.
        </p>
      </div>
      {hasRoomBeside.value && (
        <div class="side notebook-side">
          <NotebookSide />
        </div>
      )}
      <Help />
    </>
  );
}

function Cells() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => listenToFiles(host.current!), []);
  const all = cells.value;
  const isOpen = opened.value !== null;
  useEffect(() => {
    if (!isOpen) return;
    performance.mark('first-notebook');
    warmUp();
  }, [isOpen]);
  return (
    <div class="paper" ref={host} onKeyDown={saveByKey}>
      {all.map((cell) => (
        <CellView key={cell.id} cell={cell} />
      ))}
      {isOpen && <End />}
      {!opened.value && openFailure.value === '' && <p class="hint opening">Opening the notebook…</p>}
    </div>
  );
}

/** What comes after the last cell. */
function End() {
  const first = useRef<HTMLButtonElement>(null);
  const isEmpty = cells.value.length === 0;
  const wantsFocus = focusRequest.value?.id === END;
  useLayoutEffect(() => {
    if (!wantsFocus) return;
    focusRequest.value = null;
    first.current!.focus();
  }, [wantsFocus]);
  const append = (kind: 'code' | 'markdown') => () => edit(insertCell(kind, cells.peek().length));
  return (
    <div class="cells-end">
      {isEmpty && <p class="hint">This notebook has no cells.</p>}
      <button ref={first} type="button" class="button quiet" onClick={append('code')}>
        + Code
      </button>
      <button type="button" class="button quiet" onClick={append('markdown')}>
        + Text
      </button>
      {isEmpty && (
        <button type="button" class="button quiet" onClick={undo}>
          Undo
        </button>
      )}
      <span class="saved">{saveState.value === 'saved' ? 'Saved in this browser' : ''}</span>
    </div>
  );
}

/** Loads Python while the user reads, unless they pay for what they load. */
function warmUp(): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  fluxion.complete('', 0).catch(() => {});
}

function saveByKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
    return;
  event.preventDefault();
  void saveNow();
}

/** A file dropped anywhere on the page is opened. */
function listenToFiles(host: HTMLElement): () => void {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    host.dataset['drop'] = 'true';
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) delete host.dataset['drop'];
  };
  const drop = (event: DragEvent): void => {
    delete host.dataset['drop'];
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    void openFile(file);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('dragleave', leave);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', drop);
  };
}
