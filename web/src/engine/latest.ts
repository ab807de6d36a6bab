/**
 * Keeps at most one call of `run` in flight. A call made meanwhile waits, and a newer one replaces it: what runs next
 * is always the newest. `run` handles its own errors.
 */
export function latest<T>(run: (argument: T) => Promise<void>): (argument: T) => void {
  let busy = false;
  let waiting: { argument: T } | undefined;

  async function drain(argument: T): Promise<void> {
    busy = true;
    await run(argument);
    const next = waiting;
    waiting = undefined;
    busy = false;
    if (next) void drain(next.argument);
  }

  return (argument) => {
    if (busy) waiting = { argument };
    else void drain(argument);
  };
}
