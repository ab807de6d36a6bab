// Displays: what a painter needs, and the texts that lie over it.

/**
 * A display list, encoded by `plots/scene`. The page only hands `graphics` and `layout` on to the canvas frame;
 * their content is a matter between `plots/scene` and `plots`.
 */
export interface Display {
  graphics: Float32Array<ArrayBuffer>;
  layout: Int32Array<ArrayBuffer>;
  texts: DisplayText[];
}

/** A label drawn by the page over the canvas. (x, y) is where `anchor` and the alphabetic baseline meet. */
export interface DisplayText {
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
  /** What the text is. While the window moves, a tick's number follows one direction only, all others both. */
  role: 'tick-x' | 'tick-y' | 'title' | 'label' | 'value';
  /** Font size in CSS pixels. */
  size: number;
  /** A CSS colour, such as `#3a4048`. */
  color: string;
}

/** A rectangle of the picture. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A special point of one of the curves. */
export interface Mark {
  kind: 'root' | 'minimum' | 'maximum' | 'inflection' | 'pole' | 'jump';
  /** Which curve: 0 for f, 1 for f′, … */
  order: number;
  x: number;
  /** NaN where the curve has no value (a pole or a jump). */
  y: number;
}
