import { useState } from 'preact/hooks';

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [done, setDone] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setDone('Copied'),
      () => setDone('The browser does not let pages copy'),
    );
  };
  return (
    <span class="code-copy">
      <span role="status" class="hint">
        {done}
      </span>
      <button
        type="button"
        class="button quiet"
        aria-label={`Copy ${what}`}
        onClick={copy}
        onBlur={() => setDone('')}
      >
        Copy
      </button>
    </span>
  );
}
