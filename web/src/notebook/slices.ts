/** Long work in small pieces, between which the page stays responsive. */

/** A piece of a frame: the rest is for layout, painting and what the user does. */
const SLICE_MS = 8;

const waiting = new Set<() => void>();
let scheduled = false;

/** Does `work` when there is time, after what was asked for before; the result calls it off. */
export function inSlices(work: () => void): () => void {
  waiting.add(work);
  if (!scheduled) next();
  return () => void waiting.delete(work);
}

function next(): void {
  scheduled = true;
  setTimeout(slice);
}

function slice(): void {
  const end = performance.now() + SLICE_MS;
  for (const work of waiting) {
    waiting.delete(work);
    work();
    if (performance.now() > end) break;
  }
  if (waiting.size > 0) next();
  else scheduled = false;
}
