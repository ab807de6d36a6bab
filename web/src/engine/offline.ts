import type { KeepMessage } from '../protocol';

/** Tells the service worker, as soon as there is one, to keep a file that it does not keep for everybody. */
export async function keepOffline(url: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  const message: KeepMessage = { keep: new URL(url, document.baseURI).href };
  active?.postMessage(message);
}
