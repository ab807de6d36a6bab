import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** A signal that follows another one at most four times a second: what changes faster cannot be read. */
export function calm<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  const followed = signal(source.peek());
  let waiting = false;
  const follow = (): void => {
    followed.value = source.peek();
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (followed.peek() !== source.peek()) follow();
    }, 250);
  };
  effect(() => {
    if (source.value !== followed.peek() && !waiting) follow();
  });
  return followed;
}
