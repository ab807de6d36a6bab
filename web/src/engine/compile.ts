const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The module of a program, which is fetched and compiled once for all its workers; after a failure, again. */
export function compile(url: string): Promise<WebAssembly.Module> {
  const known = compiled.get(url);
  if (known) return known;
  const module = fetchAndCompile(url);
  compiled.set(url, module);
  module.catch(() => compiled.delete(url));
  return module;
}

/** Compiles while downloading; where the server sends another MIME type than application/wasm, afterwards. */
async function fetchAndCompile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  if (response.headers.get('Content-Type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
