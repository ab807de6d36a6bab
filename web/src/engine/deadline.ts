/**
 * Calls `expired` after so many milliseconds. The function it returns calls that off.
 *
 * A laptop that slept wakes with its timers due, though the worker had no time to answer: it gets the time once more.
 */
export function deadline(milliseconds: number, expired: () => void): () => void {
  let timer = 0;
  const wait = (): void => {
    const from = performance.now();
    timer = window.setTimeout(() => {
      if (performance.now() - from > 2 * milliseconds) wait();
      else expired();
    }, milliseconds);
  };
  wait();
  return () => clearTimeout(timer);
}
