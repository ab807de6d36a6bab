const TICK_MS = 500;

/**
 * Calls `expired` after so many milliseconds. The function it returns calls that off.
 *
 * Time in which nothing could be answered does not count: a laptop sleeps, and browsers stop pages in the background,
 * with their workers. Both go on with their timers due. So the time is counted in ticks, and a long one is a short one.
 */
export function deadline(milliseconds: number, expired: () => void): () => void {
  let left = milliseconds;
  let timer = 0;
  const wait = (): void => {
    const from = performance.now();
    timer = window.setTimeout(
      () => {
        left -= Math.min(performance.now() - from, 2 * TICK_MS);
        if (left > 0) wait();
        else expired();
      },
      Math.min(TICK_MS, left),
    );
  };
  wait();
  return () => clearTimeout(timer);
}
