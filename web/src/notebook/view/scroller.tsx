/** Boxes that scroll sideways where their content is wider: with the keyboard, too. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Scroller({ label, children }: { label: string; children: ComponentChildren }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => watchOverflow(host.current!, '.scroller-box', label), [label]);
  return (
    <div class="scroller" ref={host}>
      <div class="scroller-box">{children}</div>
    </div>
  );
}

/** Lets the Tab key come to those of the elements within `host` that have something to scroll to. */
export function watchOverflow(host: HTMLElement, selector: string, label: string): () => void {
  const update = (): void => {
    for (const element of host.querySelectorAll<HTMLElement>(selector)) {
      if (element.scrollWidth > element.clientWidth + 1) {
        element.tabIndex = 0;
        element.setAttribute('role', 'group');
        element.setAttribute('aria-label', label);
      } else if (element.hasAttribute('tabindex')) {
        for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
      }
    }
  };
  const resized = new ResizeObserver(update);
  resized.observe(host);
  const changed = new MutationObserver(update);
  changed.observe(host, { childList: true, characterData: true, subtree: true });
  return () => {
    resized.disconnect();
    changed.disconnect();
  };
}
