/** Keeps the page's state and the URL's fragment the same, in both directions. */
import { batch, effect, untracked } from '@preact/signals';
import { wish } from './code/state';
import { notebookRoute } from './notebook/location';
import { expression, shown, visible, wanted } from './plot/state';
import { isLarge, settings } from './race/state';
import { config } from './regression/state';
import { formatRoute, parseRoute, type Route, type Tab } from './route';
import { notice, tab } from './state';

/** The URL is written when a movement has come to rest: browsers refuse more than some 100 changes in 30 seconds. */
const WRITE_DELAY_MS = 400;

function currentRoute(): Route {
  const { x0, x1, fitY } = wanted.value;
  const view = shown.value;
  return {
    tab: tab.value,
    plot: {
      expr: expression.value,
      x0,
      x1,
      y: fitY || !view ? null : { y0: view.y0, y1: view.y1 },
      visible: visible.value,
    },
    code: wish.value,
    regression: config.value,
    isLarge: isLarge.value,
    race: settings.value,
    notebook: notebookRoute.value,
  };
}

function show({ tab: name, plot, code, regression, race, notebook, ...route }: Route): void {
  batch(() => {
    tab.value = name;
    if (name === 'plot') {
      const { x0, x1, y } = plot;
      expression.value = plot.expr;
      visible.value = plot.visible;
      wanted.value = { x0, x1, y0: y?.y0 ?? 0, y1: y?.y1 ?? 0, fitY: y === null };
    } else if (name === 'code') {
      expression.value = plot.expr;
      wish.value = code;
    } else if (name === 'regression') {
      isLarge.value = route.isLarge;
      if (route.isLarge) settings.value = race;
      else config.value = regression;
    } else {
      notebookRoute.value = notebook;
    }
  });
}

/** A link to what is on screen. */
export function currentLink(): string {
  return new URL(formatRoute(currentRoute()), window.location.href).href;
}

let timer: number | undefined;
let startsEntry = false;

function write(): void {
  clearTimeout(timer);
  timer = undefined;
  const fragment = formatRoute(currentRoute());
  if (startsEntry) history.pushState(null, '', fragment);
  else history.replaceState(null, '', fragment);
  startsEntry = false;
}

/** What changes from now on, the browser's Back will undo. */
export function newEntry(): void {
  if (timer !== undefined) write();
  startsEntry = true;
}

export function openTab(name: Tab): void {
  if (tab.peek() === name) return;
  newEntry();
  tab.value = name;
}

function readRoute(): void {
  clearTimeout(timer);
  timer = undefined;
  startsEntry = false;
  const { route, problems } = parseRoute(window.location.hash);
  show(route);
  notice.value = problems.length > 0 ? `The link was not followed in all: ${problems.join('; ')}.` : '';
}

export function startNavigation(): void {
  readRoute();
  window.addEventListener('popstate', readRoute);
  let last = untracked(() => formatRoute(currentRoute()));
  effect(() => {
    const fragment = formatRoute(currentRoute());
    if (fragment === last) return;
    last = fragment;
    clearTimeout(timer);
    if (startsEntry) write();
    else timer = window.setTimeout(write, WRITE_DELAY_MS);
  });
}
