/**
 * The service worker: after the first visit the page works without a network. Pages come from the network when there is
 * one, so that a new version is seen at once; everything else has a hash in its name and comes from the cache first.
 */

/** The files of this version; put in place by the build. */
declare const OFFLINE: { version: string; files: string[] };

/** The part of ServiceWorkerGlobalScope used here; the DOM's types lack it. */
interface Scope {
  registration: { scope: string };
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
interface ExtendableEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent {
  request: globalThis.Request;
  respondWith(response: Promise<Response>): void;
}

const scope = self as unknown as Scope;

/** One origin may serve several copies of the page from several paths. */
const FAMILY = `fluxion ${scope.registration.scope} `;
const CACHE = FAMILY + OFFLINE.version;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(OFFLINE.files.map((file) => new URL(file, scope.registration.scope).href));
}

async function removeOldVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(FAMILY) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function fromNetworkFirst(request: globalThis.Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const page = request.mode === 'navigate' && request.url.endsWith('/index.html') ? './' : request;
    const kept = await caches.match(page, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function fromCacheFirst(request: globalThis.Request): Promise<Response> {
  // Some servers vary their answers by Origin, which is not the same for a script and for this worker.
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(removeOldVersions()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.registration.scope)) return;
  const isHashed = new URL(request.url).pathname.includes('/assets/');
  event.respondWith(isHashed ? fromCacheFirst(request) : fromNetworkFirst(request));
});
