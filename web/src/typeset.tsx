/** Mathematics set by KaTeX, which is loaded when the page has nothing better to do. */
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

type Katex = typeof import('katex').default;

/** Null until it has been loaded. */
export const katex = signal<Katex | null>(null);

export async function loadKatex(): Promise<void> {
  const [module] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
  katex.value = module.default;
}

/** Longer formulas are not worth the time that setting them takes. */
const MAX_LENGTH = 2_000;

export function Typeset({ tex }: { tex: string }) {
  const host = useRef<HTMLSpanElement>(null);
  const setter = katex.value;
  useLayoutEffect(() => {
    if (!setter || tex.length > MAX_LENGTH) {
      host.current!.replaceChildren();
      return;
    }
    setter.render(tex, host.current!, {
      throwOnError: false,
      trust: false,
      maxExpand: 100,
      maxSize: 20,
      output: 'htmlAndMathml',
    });
  }, [setter, tex]);
  return <span class="typeset" ref={host} />;
}
