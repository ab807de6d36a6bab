/** A button that may be of no use for a while. It keeps the focus then, which a disabled button would lose. */
import type { ComponentChildren } from 'preact';

interface Properties {
  title: string;
  /** The name, where it is no text. */
  label?: string;
  kind?: string;
  off?: boolean;
  act: () => void;
  children: ComponentChildren;
}

export function Act({ title, label, kind = '', off = false, act, children }: Properties) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      title={title}
      aria-label={label}
      aria-disabled={off}
      onClick={() => {
        if (!off) act();
      }}
    >
      {children}
    </button>
  );
}
