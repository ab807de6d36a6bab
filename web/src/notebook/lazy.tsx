/** The notebook comes in a chunk of its own, with the editor and the Markdown renderer, when it is first looked at. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { loadKatex } from '../typeset';

const loaded = signal<ComponentType | null>(null);
const failure = signal('');

async function load(): Promise<void> {
  failure.value = '';
  try {
    const [{ Notebook }] = await Promise.all([import('./view/panel'), loadKatex()]);
    loaded.value = Notebook;
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}

export function LazyNotebook() {
  useEffect(() => {
    if (!loaded.peek()) void load();
  }, []);
  const Notebook = loaded.value;
  if (Notebook) return <Notebook />;
  if (failure.value === '') return <p class="top hint">Opening the notebook…</p>;
  return (
    <div class="top card warning banner" role="alert">
      <p>The notebook could not be loaded: {failure.value}.</p>
      <button type="button" class="button" onClick={() => void load()}>
        Try again
      </button>
    </div>
  );
}
