import type { DTypeName } from './engine';

// Page → engine

/**
 * Draw a function of two variables. The answer is a plot reply. A plot request for such a function is answered as this
 * one is, with a coarse picture in float64.
 */
export interface HeatRequest {
  type: 'heat';
  id: number;
  expr: string;
  /** The window. y0 and y1 are ignored when `fitY` asks for the scale of x, about 0. */
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  fitY: boolean;
  width: number;
  height: number;
  dark: boolean;
  /** Also return the picture as a standalone SVG document. */
  svg: boolean;
  /** A first impression, which takes a tenth of the time. */
  coarse: boolean;
  dtype: DTypeName;
}

/** A function of two variables and its partial derivatives at points. */
export interface GradientRequest {
  type: 'gradient';
  id: number;
  expr: string;
  xs: Float64Array<ArrayBuffer>;
  ys: Float64Array<ArrayBuffer>;
  dtype: DTypeName;
}

// Engine → page

/** 3 × n, row-major: f, ∂f/∂x and ∂f/∂y. */
export interface GradientReply {
  type: 'gradient';
  id: number;
  values: Float64Array<ArrayBuffer>;
}

/** What a heat map has besides the picture. */
export interface Heat {
  /** The names of the variables. */
  variables: string[];
  /** A finer picture can be had. */
  coarse: boolean;
  /** CSS colours at even distances from the low to the high end of the colour scale; none if there are no values. */
  stops: string[];
  ticks: HeatTick[];
}

/** A number beside the colour bar. */
export interface HeatTick {
  /** 0 at the low end, 1 at the high one. */
  at: number;
  label: string;
}
