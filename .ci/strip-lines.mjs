// Takes the line numbers out of a Go program for WebAssembly, in place: a fifteenth of the download, which only a
// traceback would read. Functions keep their names there; their places read "?". Usage: node strip-lines.mjs FILE...
//
// Go keeps a table of them in its data (runtime/symtab.go): a header, and for each function a record with the offsets
// of its tables, among them one for files and one for lines. Offset 0 means that there is no such table.
import { readFile, writeFile } from 'node:fs/promises';

/** What the header of a table of Go 1.20 to 1.26 begins with: its version, two zeros, the units of code and of pointers. */
const HEADER = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);

/** Where the fields lie in the header and in the record of a function. */
const FUNCTIONS = 8;
const UNITS = 40;
const TABLES = 56;
const RECORDS = 64;
const STACK = 16;
const FILE = 20;
const LINE = 24;
const EXTRA = 28;
const UNIT = 32;
const START = 36;
const EXTRA_TABLES = 44;

function unsigned(bytes, at) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    value += (byte % 128) * scale;
    if (byte < 128) return [value, at];
  }
}

/** The parts of the program's memory that the file holds: where each lies in memory, and where in the file. */
function dataOf(bytes) {
  const parts = [];
  for (let at = 8; at < bytes.length;) {
    const kind = bytes[at];
    const [length, start] = unsigned(bytes, at + 1);
    at = start + length;
    if (kind !== 11) continue;
    let [count, next] = unsigned(bytes, start);
    for (; count > 0; count--) {
      // A constant address, written with a sign that it never needs.
      if (bytes[next] !== 0 || bytes[next + 1] !== 0x41) throw new Error('unexpected kind of data segment');
      const [address, after] = unsigned(bytes, next + 2);
      const [size, from] = unsigned(bytes, after + 1);
      parts.push({ address, from, size });
      next = from + size;
    }
  }
  return parts;
}

function strip(bytes) {
  const parts = dataOf(bytes);
  const memory = Buffer.alloc(Math.max(...parts.map(({ address, size }) => address + size)));
  for (const { address, from, size } of parts) bytes.copy(memory, address, from, from + size);

  const header = memory.indexOf(HEADER);
  if (header < 0 || memory.indexOf(HEADER, header + 1) >= 0)
    throw new Error('not the line table of a Go that is known');
  const field = (offset) => header + Number(memory.readBigUInt64LE(header + offset));
  const count = Number(memory.readBigUInt64LE(header + FUNCTIONS));
  const [units, tables, records] = [field(UNITS), field(TABLES), field(RECORDS)];

  const kept = new Set();
  const dropped = new Set();
  for (let i = 0; i < count; i++) {
    const record = records + memory.readUInt32LE(records + 8 * i + 4);
    kept.add(memory.readUInt32LE(record + STACK));
    const extra = memory.readUInt32LE(record + EXTRA);
    for (let k = 0; k < extra; k++) kept.add(memory.readUInt32LE(record + EXTRA_TABLES + 4 * k));
    for (const offset of [FILE, LINE]) dropped.add(memory.readUInt32LE(record + offset));
    for (const offset of [FILE, LINE, UNIT, START]) memory.writeUInt32LE(0, record + offset);
  }
  for (const offset of dropped) {
    // Equal tables are stored once: one of lines may serve for something else.
    if (!kept.has(offset)) memory.fill(0, tables + offset, endOfTable(memory, tables + offset));
  }
  memory.fill(0, units, tables); // which files a unit has, and the files' names
  for (const { address, from, size } of parts) memory.copy(bytes, from, address, address + size);
}

/** A table is pairs of numbers, a difference of values and one of addresses; a first number of 0 ends it, but not begins it. */
function endOfTable(memory, start) {
  for (let at = start; ;) {
    const [difference, next] = unsigned(memory, at);
    if (difference === 0 && at > start) return next;
    [, at] = unsigned(memory, next);
  }
}

for (const file of process.argv.slice(2)) {
  const bytes = await readFile(file);
  strip(bytes);
  await writeFile(file, bytes);
}
