// Page → service worker

/** Keep the file of this address for visits without a network: it is in use. */
export interface KeepMessage {
  keep: string;
}

// Page ↔ canvas frame, by window.postMessage within one origin

/** Paint this from now on. Resets the view to the identity. */
export interface CanvasDisplayMessage {
  type: 'display';
  graphics: Float32Array<ArrayBuffer>;
  layout: Int32Array<ArrayBuffer>;
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  dpr: number;
  dark: boolean;
}

/** Show the present display under x ↦ scaleX·x + dx, y ↦ scaleY·y + dy, until the next display. */
export interface CanvasViewMessage {
  type: 'view';
  scaleX: number;
  scaleY: number;
  dx: number;
  dy: number;
}

export type ToCanvas = CanvasDisplayMessage | CanvasViewMessage;

/** Sent to the parent: `canvas-ready` once displays may be sent, `painted` after a new display is on screen. */
export type FromCanvas =
  { type: 'canvas-ready' } | { type: 'painted' } | { type: 'canvas-error'; message: string };

/** The canvas frame counts the frames it has drawn, so that a test can see an idle page draw none. */
export interface CanvasWindow extends Window {
  framesDrawn?: number;
}
