/**
 * The service worker: after the first visit the page works without a network. Pages come from the network when there is
 * one, so that a new version is seen at once; everything else has a hash in its name and comes from the cache first.
 * Large files that not everybody needs are kept when the page says that it has used them.
 */
import type { KeepMessage } from './protocol';

/** The files of this version; put in place by the build. */
declare const OFFLINE: {
  version: string;
  files: string[];
  /** Files to keep once they were used, in whatever version: their names begin alike in all. */
  later: { beginning: string; file: string }[];
};

/** The part of ServiceWorkerGlobalScope used here; the DOM's types lack it. */
interface Scope {
  registration: { scope: string };
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: ExtendableEvent & MessageEvent) => void): void;
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

const address = (file: string): string => new URL(file, scope.registration.scope).href;

async function install(): Promise<void> {
  const kept = await versions().then((names) => Promise.all(names.map(contents)));
  const used = OFFLINE.later.filter(({ beginning }) =>
    kept.flat().some((url) => url.startsWith(address(beginning))),
  );
  const cache = await caches.open(CACHE);
  await cache.addAll([...OFFLINE.files, ...used.map(({ file }) => file)].map(address));
}

async function versions(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(FAMILY));
}

async function contents(name: string): Promise<string[]> {
  return (await (await caches.open(name)).keys()).map((request) => request.url);
}

async function keep(url: string): Promise<void> {
  const cache = await caches.open(CACHE);
  const isOurs = OFFLINE.later.some(({ file }) => address(file) === url);
  if (isOurs && !(await cache.match(url))) await cache.add(url);
}

async function removeOldVersions(): Promise<void> {
  const old = (await versions()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
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

/**
 * Gives a page or a worker's script the headers that isolate it from other origins: then browsers let threads share
 * memory. Many static hosts cannot send them. A visit that began without them goes on in one thread; the next one has
 * them.
 */
function isolated(response: Response): Response {
  // A redirected or failed answer must stay as it is, and an opaque one cannot be read.
  if (response.status !== 200 || response.redirected || response.type === 'opaque') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(removeOldVersions()));
scope.addEventListener('message', (event) => {
  const { keep: url } = event.data as KeepMessage;
  event.waitUntil(keep(url));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.registration.scope)) return;
  const isHashed = new URL(request.url).pathname.includes('/assets/');
  const response = isHashed ? fromCacheFirst(request) : fromNetworkFirst(request);
  const isContext = ['document', 'iframe', 'worker'].includes(request.destination);
  event.respondWith(isContext ? response.then(isolated) : response);
});
