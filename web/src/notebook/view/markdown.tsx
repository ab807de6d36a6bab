/** Rendered Markdown. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { katex } from '../../typeset';
import type { MimeBundle } from '../format/nbformat';
import { inSlices } from '../slices';
import { watchOverflow } from './scroller';
import { ANCHOR, renderMarkdown } from '../text/markdown';

interface Properties {
  source: string;
  attachments: Record<string, MimeBundle>;
}

/** Rendered when there is time for it, so that a long notebook does not stop the page. */
export function Markdown({ source, attachments }: Properties) {
  const host = useRef<HTMLDivElement>(null);
  const setter = katex.value;
  useLayoutEffect(() => watchOverflow(host.current!, '.katex-display, pre, .table-box', 'Wide content'), []);
  useLayoutEffect(
    () =>
      inSlices(() => {
        // The renderer escapes all that the text holds, and so does KaTeX with what it does not understand.
        host.current!.innerHTML = renderMarkdown(source, { attachments, setMath });
      }),
    [source, attachments, setter],
  );
  const setMath = (tex: string, displayMode: boolean): string | null =>
    setter?.renderToString(tex, {
      displayMode,
      throwOnError: false,
      trust: false,
      maxExpand: 100,
      maxSize: 20,
      output: 'htmlAndMathml',
    }) ?? null;
  return <div class="markdown" ref={host} onClick={followLink} />;
}

/** Links to headings lead about in the notebook, and are no addresses of the page. */
function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href') ?? '';
  if (!href.startsWith(`#${ANCHOR}`)) return;
  event.preventDefault();
  document.getElementById(href.slice(1))?.scrollIntoView();
}
