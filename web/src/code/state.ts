/** The code of the current function: what is asked for, what the engine answered, and which lines are linked. */
import { computed, signal } from '@preact/signals';
import type { Explanation, Measurement } from '../api';
import { DEFAULT_ROUTE, type CodeRoute } from '../route';
import { linkedTo, type Linked, type Target } from './links';

/** How the code is to be: up to which derivative, for how many points, in which precision. */
export const wish = signal<CodeRoute>(DEFAULT_ROUTE.code);

/** The last answer, with the expression that it is about, and the question. */
export const explanation = signal<Explained | null>(null);

export interface Explained extends Explanation {
  expr: string;
  question: string;
}

/** The last answer about the shaders of a GPU. */
const printed = signal<Explained | null>(null);

/** The shaders of what is explained; null as long as they are not known. */
export const shaders = computed(() =>
  printed.value?.question === explanation.value?.question ? printed.value : null,
);

export function setShaders(answer: Explained): void {
  printed.value = answer;
}

/** Why there are no shaders; empty as long as nothing speaks against them. */
export const shadersFault = signal('');

/** How long a run of it takes; null as long as that is not known. */
export const measurement = signal<Measurement | null>(null);

/** What the pointer or the keyboard is at. */
export const pointed = signal<Target | null>(null);

/** What stays lit until it is let go. */
export const pinned = signal<Target | null>(null);

const lit = computed(() => pinned.value ?? pointed.value);

export const linked = computed<Linked | null>(() =>
  explanation.value && lit.value
    ? linkedTo(explanation.value, shaders.value?.module ?? null, lit.value)
    : null,
);

/** Which list asked last that the others show what is linked. */
export const reveal = signal({ by: '', count: 0 });

/** What is linked, for screen readers. */
export const spoken = signal('');

function announce(): void {
  const all = explanation.peek();
  const lines = linked.peek();
  if (!all || !lines) {
    spoken.value = '';
    return;
  }
  const [term] = lines.terms;
  const text = term === undefined ? 'No term' : all.terms[term]!.text;
  spoken.value =
    `${text}: ${count(lines.before.size, 'equation')} traced, ` +
    `${lines.after.size} simplified, ${count(lines.module.size, 'line')} of WebAssembly` +
    (shaders.peek() ? `, ${lines.shaders.size} of WGSL` : '');
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Links from here while the pointer or the keyboard is there; `list` is where it is, if the others shall follow. */
export function point(target: Target | null, list?: string): void {
  if (pointed.peek() === target) return;
  pointed.value = target;
  if (list === undefined || pinned.peek()) return;
  reveal.value = { by: list, count: reveal.peek().count + 1 };
  announce();
}

/** Keeps the links from here, or lets them go if they are kept already. */
export function pin(target: Target | null, list: string): void {
  const old = pinned.peek();
  const again = old && target && old.kind === target.kind && old.index === target.index;
  pinned.value = again ? null : target;
  reveal.value = { by: list, count: reveal.peek().count + 1 };
  announce();
}

export function letGo(): void {
  pinned.value = null;
  pointed.value = null;
  spoken.value = '';
}
