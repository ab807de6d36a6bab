// Writes a .br and a .gz beside every large text or wasm file of a folder, for servers that send them.
// Usage: node precompress.mjs FOLDER CACHE. The best brotli takes seconds for each megabyte, so results are
// kept in CACHE by content.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [folder, cache] = process.argv.slice(2);
const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.wasm', '.webmanifest']);
const smallest = 1024;

const encoders = {
  br: (data) =>
    promisify(brotliCompress)(data, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  gz: (data) => promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION }),
};

async function compress(file) {
  const data = await readFile(file);
  if (data.length < smallest) return;
  const hash = createHash('sha256').update(data).digest('hex');
  await Promise.all(
    Object.entries(encoders).map(async ([suffix, encode]) => {
      const kept = join(cache, `${hash}.${suffix}`);
      try {
        await copyFile(kept, `${file}.${suffix}`);
      } catch {
        const encoded = await encode(data);
        await writeFile(`${kept}.part`, encoded);
        await rename(`${kept}.part`, kept);
        await copyFile(kept, `${file}.${suffix}`);
      }
    }),
  );
}

await mkdir(cache, { recursive: true });
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
await Promise.all(
  entries
    .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
    .map((entry) => compress(join(entry.parentPath ?? entry.path, entry.name))),
);
