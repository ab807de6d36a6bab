/** What the user should know about the notebook and its session, above the cells. */
import type { ComponentChildren } from 'preact';
import { fluxion } from '../../api';
import { saveState } from '../keeper';
import { duplicate, keepMine, openFailure, openNotebook, remark, reopen } from '../library';
import { notice } from '../../state';
import { lost, runAll } from '../session';
import { saveNotebook } from '../files';

export function Banners() {
  const note = remark.value;
  const failure = fluxion.programs.failure.value;
  return (
    <div class="banners">
      <div role="status">
        {notice.value !== '' && (
          <Banner text={notice.value}>
            <button
              type="button"
              class="button quiet"
              aria-label="Dismiss"
              onClick={() => (notice.value = '')}
            >
              ×
            </button>
          </Banner>
        )}
        {note && (
          <Banner text={note.text}>
            {note.undo && (
              <button type="button" class="button" onClick={note.undo}>
                Undo
              </button>
            )}
            <button
              type="button"
              class="button quiet"
              aria-label="Dismiss"
              onClick={() => (remark.value = null)}
            >
              ×
            </button>
          </Banner>
        )}
        {lost.value !== '' && (
          <Banner
            text={`${sentence(lost.value)} The variables are gone: what needs them has to be run again.`}
          >
            <button type="button" class="button" onClick={runAll}>
              Run all
            </button>
            <button type="button" class="button quiet" aria-label="Dismiss" onClick={() => (lost.value = '')}>
              ×
            </button>
          </Banner>
        )}
        <Saving />
      </div>
      <div role="alert">
        {failure !== '' && (
          <Banner text={`Python cannot run. ${sentence(failure)}`} isBad>
            <button type="button" class="button" onClick={() => fluxion.programs.restart()}>
              Start it again
            </button>
          </Banner>
        )}
        {openFailure.value !== '' && (
          <Banner text={openFailure.value} isBad>
            <button type="button" class="button" onClick={() => openNotebook('automatic-differentiation')}>
              Open the first notebook
            </button>
          </Banner>
        )}
      </div>
    </div>
  );
}

function Saving() {
  const saveFile = (
    <button type="button" class="button" onClick={saveNotebook}>
      Save .ipynb
    </button>
  );
  switch (saveState.value) {
    case 'full':
      return (
        <Banner
          text="The browser's storage is full: your last changes are not kept. Save them as a file."
          isBad
        >
          {saveFile}
        </Banner>
      );
    case 'forbidden':
      return (
        <Banner text="The browser keeps nothing for this page: your changes last until you leave it." isBad>
          {saveFile}
        </Banner>
      );
    case 'conflict':
      return (
        <Banner
          text="This notebook was changed in another tab too. Nothing is saved here until you choose."
          isBad
        >
          <button type="button" class="button" onClick={() => void keepMine()}>
            Keep this version
          </button>
          <button type="button" class="button" onClick={() => void reopen()}>
            Take the other
          </button>
          <button type="button" class="button" onClick={() => void duplicate()}>
            Keep both
          </button>
        </Banner>
      );
    default:
      return null;
  }
}

function Banner({ text, isBad, children }: { text: string; isBad?: boolean; children: ComponentChildren }) {
  return (
    <div class={isBad ? 'banner card warning' : 'banner card'}>
      <p>{text}</p>
      <div class="button-row">{children}</div>
    </div>
  );
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
