/** The view of the code comes in a chunk of its own when it is first looked at. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

const loaded = signal<ComponentType | null>(null);
const failure = signal('');

async function load(): Promise<void> {
  failure.value = '';
  try {
    loaded.value = (await import('./panel')).Code;
  } catch (error) {
    failure.value = error instanceof Error ? error.message : String(error);
  }
}

export function LazyCode() {
  useEffect(() => {
    if (!loaded.peek()) void load();
  }, []);
  const Code = loaded.value;
  if (Code) return <Code />;
  if (failure.value === '') return <p class="hint">Opening the code…</p>;
  return (
    <div class="card warning" role="alert">
      <p>The view of the code could not be loaded: {failure.value}.</p>
      <button type="button" class="button" onClick={() => void load()}>
        Try again
      </button>
    </div>
  );
}
