/** Keeps the picture up to date with what the user wants to see. */
import { effect, untracked } from '@preact/signals';
import { fluxion } from '../api';
import { deviceInUse, type DeviceName } from '../device/state';
import { EngineError } from '../engine/error';
import { exclusive } from '../engine/exclusive';
import { latest } from '../engine/latest';
import { MAX_ORDER, type PlotReply } from '../protocol';
import { canvasIsPainting } from '../stage/canvas';
import { stageSize, tab } from '../state';
import { dark } from '../theme';
import { record } from './ran';
import { expression, fault, picture, typeset, visible, wanted, type Picture } from './state';

type Question = Parameters<typeof fluxion.plot>[0];

const oneAtATime = exclusive();

/** Draws a picture. The engine drops a plot request when a newer one comes, so the page sends one at a time. */
export function draw(question: Question, signal?: AbortSignal): Promise<PlotReply> {
  return oneAtATime(() => fluxion.plot(question, signal));
}

/** Draws a function of two variables in full, whose plot was a first impression. */
export function drawFine(question: Question, signal?: AbortSignal): Promise<PlotReply> {
  const { expr, x0, x1, y0, y1, fitY, width, height, dark: isDark, svg } = question;
  const request = { expr, x0, x1, y0, y1, fitY, width, height, dark: isDark, svg };
  const dtype = deviceInUse.peek() === 'gpu' ? 'float32' : 'float64';
  return oneAtATime(() => fluxion.heat({ ...request, coarse: false, dtype }, signal));
}

/** A picture to be made. On another device its values are others in their last digits. */
interface Order {
  question: Question;
  device: DeviceName;
}

/** What was asked for last, to tell whether it is still what to answer. */
let asked: Order | null = null;

let inFlight: { expr: string; controller: AbortController; isRefinement: boolean } | undefined;

/** The question that the picture on screen answers. */
let answered: Question | null = null;

/** Whether the answer to one question is one to the other too: an SVG in it does no harm where the canvas paints. */
function answers(one: Question | null, other: Question | null): boolean {
  if (!one || !other) return one === other;
  return JSON.stringify(one) === JSON.stringify({ ...other, svg: one.svg || other.svg });
}

const ask = latest(async (order: Order) => {
  const { question } = order;
  const controller = new AbortController();
  inFlight = { expr: question.expr, controller, isRefinement: false };
  const isCurrent = (): boolean => order === asked;
  try {
    // A heat map that is on screen needs no first impression: on another device it is drawn in full at once.
    let coarse = picture.peek()?.heat != null && answers(answered, question);
    if (!coarse) {
      const reply = await draw(question, controller.signal);
      accept(question, reply);
      coarse = reply.heat?.coarse ?? false;
    }
    if (coarse && isCurrent()) {
      inFlight.isRefinement = true;
      accept(question, await drawFine(question, controller.signal));
    }
  } catch (error) {
    // A worker that was replaced for another request's sake took this one with it.
    if (error instanceof EngineError && error.kind === 'interrupted' && isCurrent()) ask(order);
    else explain(error, question.expr);
  } finally {
    inFlight = undefined;
  }
});

function accept(question: Question, reply: PlotReply): void {
  const size = { width: question.width, height: question.height };
  const next: Picture = { ...reply, expr: question.expr, size, dark: question.dark };
  picture.value = next;
  answered = question;
  record(next);
  if (question.expr === expression.peek()) {
    typeset.value = reply.tex;
    fault.value = null;
  }
}

function explain(error: unknown, expr: string): void {
  if (!(error instanceof EngineError)) throw error;
  if (!error.isNews) return;
  fault.value = { message: error.message, expr, pos: error.pos, end: error.end };
}

/** Typesets the input line before its picture is computed. What is wrong with it, the plot request will say. */
const typesetSoon = latest(async (expr: string) => {
  try {
    typeset.value = (await fluxion.parse(expr)).tex;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
});

/** A function without values. */
const NOWHERE = 'nan';

/** The question that would be asked now; null while there is nowhere to draw. */
function question(): Question | null {
  const size = stageSize.value;
  if (!size || tab.value !== 'plot') return null;
  const text = expression.value;
  // While the text is wrong, one still moves about in the last good picture; without one, in an empty plane.
  const last = picture.value?.expr ?? NOWHERE;
  const expr = fault.value?.expr === text ? last : text;
  const { fitY, x0, x1, y0, y1 } = wanted.value;
  return {
    expr,
    x0,
    x1,
    // A y range that is fitted is no part of the question: the answer must not cause the next one.
    y0: fitY ? 0 : y0,
    y1: fitY ? 0 : y1,
    fitY,
    width: size.width,
    height: size.height,
    order: MAX_ORDER,
    visible: expr === NOWHERE ? [false, false, false, false, false] : visible.value,
    dark: dark.value,
    svg: !canvasIsPainting.value,
  };
}

/** Asks for a picture now and whenever what the user wants to see changes. */
export function keepPlotting(): void {
  effect(() => {
    const next = fluxion.status.value === 'failed' ? null : question();
    const order = next && { question: next, device: deviceInUse.value };
    if (asked?.device === order?.device && answers(asked?.question ?? null, next)) return;
    asked = order;
    if (!order) return;
    untracked(() => {
      // While one types, the picture of the previous text is of no use any more; while one pans, it is, but need not be fine.
      const { expr } = order.question;
      if (inFlight && (inFlight.expr !== expr || inFlight.isRefinement)) inFlight.controller.abort();
      if (picture.value && picture.value.expr !== expr) typesetSoon(expr);
      ask(order);
    });
  });
}
