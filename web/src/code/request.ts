/** Keeps the explanation up to date with the expression and with how the code is to be. */
import { batch, effect, untracked } from '@preact/signals';
import { fluxion } from '../api';
import { EngineError } from '../engine/error';
import { latest } from '../engine/latest';
import { expression, fault, typeset } from '../plot/state';
import type { CodeRoute } from '../route';
import { tab } from '../state';
import { explanation, letGo, measurement, setShaders, shadersFault, wish } from './state';

interface Question extends Omit<CodeRoute, 'targets'> {
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
      explanation.value = { ...answer, expr, question: JSON.stringify(question) };
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

/** What was asked about the shaders last. */
let askedShaders = '';

/** They come from another program, which loads when it is first asked. */
const askShaders = latest(async (question: Question) => {
  const { expr, ...options } = question;
  const key = JSON.stringify(question);
  try {
    const answer = await fluxion.explain(expr, { ...options, device: 'gpu' });
    if (key === askedShaders) setShaders({ ...answer, expr, question: key });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // What is wrong with the expression, the other answer says.
    if (key === askedShaders && error.kind !== 'rejected') shadersFault.value = error.message;
  }
});

export function askShadersAgain(): void {
  const { targets, ...options } = wish.peek();
  if (!targets.includes('wgsl')) return;
  shadersFault.value = '';
  askShaders({ expr: expression.peek(), ...options });
}

/** Asks now and whenever the question changes, until the returned function is called. */
export function keepExplaining(): () => void {
  asked = askedShaders = '';
  return effect(() => {
    if (fluxion.status.value === 'failed' || tab.value !== 'code') return;
    const { targets, ...options } = wish.value;
    const question = { expr: expression.value, ...options };
    const key = JSON.stringify(question);
    if (key !== asked) {
      asked = key;
      untracked(() => ask(question));
    }
    if (targets.includes('wgsl') && key !== askedShaders) {
      askedShaders = key;
      untracked(() => {
        shadersFault.value = '';
        askShaders(question);
      });
    }
  });
}
