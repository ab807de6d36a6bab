/** The one stage that both views share: moving the canvas' frame in the document would reload it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { picture } from '../plot/state';
import { isLarge } from '../race/state';
import { stageSize, tab } from '../state';
import { canvasIsPainting, canvasState, connectCanvas } from './canvas';
import { affine, content } from './content';
import { Texts } from './texts';

export function Stage({ children }: { children: ComponentChildren }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = host.current!;
    const measure = (): void => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) stageSize.value = { width: Math.round(width), height: Math.round(height) };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      class="stage"
      ref={host}
      data-view={tab.value === 'regression' && isLarge.value ? 'race' : tab.value}
      data-expr={tab.value === 'plot' ? picture.value?.expr : undefined}
    >
      <Canvas />
      <Picture />
      <Texts />
      {children}
    </div>
  );
}

function Canvas() {
  const frame = useRef<HTMLIFrameElement>(null);
  const pictureIsThere = content.value !== null;
  useEffect(() => {
    if (pictureIsThere && canvasState.peek() === 'absent') whenIdle(() => connectCanvas(frame.current!));
  }, [pictureIsThere]);
  return (
    <iframe
      ref={frame}
      class="stage-canvas"
      title="Canvas"
      aria-hidden="true"
      tabIndex={-1}
      hidden={canvasState.value === 'failed'}
      // Between two views it would show the picture of the one that was left.
      style={{ visibility: pictureIsThere ? 'visible' : 'hidden' }}
    />
  );
}

/** The picture as SVG, until the canvas paints and wherever it cannot. */
function Picture() {
  const host = useRef<HTMLDivElement>(null);
  const source = content.value?.svg;
  useLayoutEffect(() => {
    if (source === undefined) return;
    // Parsed as a document of its own: markup in a user's text stays text, and scripts in it would not run.
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
    host.current!.replaceChildren(document.importNode(parsed, true));
    markFirstCurve();
  }, [source]);
  const { scaleX, scaleY, dx, dy } = affine.value;
  const transform = `translate(${dx}px, ${dy}px) scale(${scaleX}, ${scaleY})`;
  return (
    <div
      class="stage-svg"
      ref={host}
      aria-hidden="true"
      hidden={canvasIsPainting.value}
      style={{ transform }}
    />
  );
}

function markFirstCurve(): void {
  if (performance.getEntriesByName('first-curve').length > 0) return;
  // The frame after the next one has the curve on screen.
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('first-curve')));
}

function whenIdle(work: () => void): void {
  requestAnimationFrame(() => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 500 });
    else setTimeout(work, 50);
  });
}
