/** Keeps the explanation up to date with the expression and with how the code is to be. */
import { batch, effect, untracked } from '@preact/signals';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import { latest } from '../engine/latest';
import { expression, fault, typeset } from '../plot/state';
import type { CodeRoute } from '../route';
import { tab } from '../state';
import { explanation, letGo, measurement, wish } from './state';

interface Question extends CodeRoute {
  expr: string;
}

let asked = '';

const ask = latest(async (question: Question) => {
  const { expr, ...options } = question;
  const isCurrent = (): boolean => JSON.stringify(question) === asked;
  try {
    const answer = await fluxion.explain(expr, options);
    if (!isCurrent()) return;
    batch(() => {
      letGo();
      measurement.value = null;
      explanation.value = { ...answer, expr };
      typeset.value = answer.tex;
      fault.value = null;
    });
    if (performance.getEntriesByName('first-code').length === 0) performance.mark('first-code');
    if (answer.noModule !== '') return;
    const measured = await fluxion.measure(expr, options);
    if (isCurrent()) measurement.value = measured;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.kind === 'interrupted' && isCurrent()) ask(question);
    if (error.isNews) fault.value = { message: error.message, expr, pos: error.pos, end: error.end };
  }
});

/** Asks now and whenever the question changes, until the returned function is called. */
export function keepExplaining(): () => void {
  asked = '';
  return effect(() => {
    if (fluxion.status.value === 'failed' || tab.value !== 'code') return;
    const question = { expr: expression.value, ...wish.value };
    const key = JSON.stringify(question);
    if (key === asked) return;
    asked = key;
    untracked(() => ask(question));
  });
}
