/** Notebooks in a link: compressed and written in the URL's alphabet, in the fragment, which is sent to no server. */
import { FormatError, formatNotebook, parseNotebook, type NotebookData } from './format/nbformat';

/** What a link is read up to, packed and unpacked: a short text can unpack into a very long one. */
const MAX_PACKED = 2_000_000;
const MAX_UNPACKED = 8_000_000;

/** The notebook without its outputs, which are made anew by running it. */
export async function pack(notebook: NotebookData): Promise<string> {
  const bare = {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, metadata: {}, outputs: [], count: null })),
  };
  const text = JSON.stringify(JSON.parse(formatNotebook(bare)));
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return toBase64Url(new Uint8Array(await new Response(stream).arrayBuffer()));
}

export async function unpack(packed: string): Promise<NotebookData> {
  if (packed.length > MAX_PACKED) {
    throw new FormatError(`the link has ${packed.length} characters, expected at most ${MAX_PACKED}`);
  }
  const bytes = fromBase64Url(packed);
  return parseNotebook(await inflate(bytes));
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += decoder.decode(chunk.value, { stream: true });
      if (text.length > MAX_UNPACKED) break;
    }
    if (text.length <= MAX_UNPACKED) return text + decoder.decode();
  } catch {
    throw new FormatError('the link is damaged: a part of it may be missing');
  }
  void reader.cancel();
  throw new FormatError(`the notebook in the link is longer than ${MAX_UNPACKED} characters`);
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  // String.fromCharCode takes its characters as arguments, of which there may not be too many.
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(text))
    throw new FormatError('the link is damaged: it holds other signs than it should');
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
  } catch {
    throw new FormatError('the link is damaged: a part of it may be missing');
  }
}
