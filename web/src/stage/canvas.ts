/**
 * The canvas: Ebitengine in a frame of its own, because it takes over the page that it lives in. It comes after the first
 * picture is on screen as SVG; where it cannot run, the SVG stays.
 */
import { computed, effect, signal } from '@preact/signals';
import type { FromCanvas, ToCanvas } from '../protocol';
import { affine, content } from './content';

type CanvasState = 'absent' | 'loading' | 'ready' | 'painting' | 'failed';

export const canvasState = signal<CanvasState>('absent');

/** Why there is no canvas, when its state is `failed`. */
export const canvasFailure = signal('');

/** The canvas shows the present picture, so that no SVG is needed. */
export const canvasIsPainting = computed(() => canvasState.value === 'painting');

/** How often the canvas started: it starts afresh on another screen, or when its graphics context was lost. */
const starts = signal(0);

const pixelRatio = signal(window.devicePixelRatio);

function watchPixelRatio(): void {
  const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  query.addEventListener(
    'change',
    () => {
      pixelRatio.value = window.devicePixelRatio;
      watchPixelRatio();
    },
    { once: true },
  );
}

/** Talks to the canvas in `frame` until the page ends. */
export function connectCanvas(frame: HTMLIFrameElement): void {
  const send = (message: ToCanvas): void => frame.contentWindow?.postMessage(message, window.location.origin);

  watchPixelRatio();

  window.addEventListener('message', (event: MessageEvent<FromCanvas>) => {
    if (event.source !== frame.contentWindow || event.origin !== window.location.origin) return;
    switch (event.data.type) {
      case 'canvas-ready':
        canvasState.value = 'ready';
        starts.value++;
        break;
      case 'painted':
        if (canvasState.peek() === 'ready') canvasState.value = 'painting';
        break;
      case 'canvas-error':
        canvasFailure.value = event.data.message;
        canvasState.value = 'failed';
        break;
    }
  });

  effect(() => {
    const picture = content.value;
    const dpr = pixelRatio.value;
    if (starts.value === 0 || !picture) return;
    const { graphics, layout } = picture.display;
    const { width, height } = picture.size;
    send({ type: 'display', graphics, layout, width, height, dpr, dark: picture.dark });
    send({ type: 'view', ...affine.peek() });
  });

  effect(() => {
    const view = affine.value;
    if (starts.peek() > 0) send({ type: 'view', ...view });
  });

  canvasState.value = 'loading';
  frame.src = './canvas.html';
}
