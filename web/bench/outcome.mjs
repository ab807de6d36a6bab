/** What both ways to run the benchmark have in common: the command line, the machine, the files that are written. */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What the command line asks for: --rounds N, --turn MILLISECONDS, --cases A,B, --contestants A,B. */
export function given() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string' },
      turn: { type: 'string' },
      cases: { type: 'string' },
      contestants: { type: 'string' },
    },
  });
  const options = {};
  for (const name of ['rounds', 'turn']) if (values[name]) options[name] = Number(values[name]);
  for (const name of ['cases', 'contestants']) if (values[name]) options[name] = values[name].split(',');
  return options;
}

/** The beginning of a run. `end` returns what there is to tell of it. */
export function begin() {
  const load = os.loadavg()[0];
  const started = Date.now();
  return {
    end: () => ({
      date: new Date(started).toISOString(),
      seconds: Math.round((Date.now() - started) / 1000),
      machine: {
        cpu: os.cpus()[0].model.trim(),
        cores: os.cpus().length,
        system: `${os.type()} ${os.arch()}`,
        load: [load, os.loadavg()[0]].map((x) => Number(x.toFixed(2))),
      },
    }),
  };
}

let said = '';

/** Says how far it is: a line for each contestant in each case, as long as nobody watches a terminal. */
export function say(done, what) {
  const text = `${Math.floor(100 * done)} % ${what.replace(/, round .*/, '')}`;
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what === '' ? '' : text}`);
  else if (what.includes('gets ready') && text !== said) console.error(text);
  said = text;
}

/** Writes the files, and prints the tables. */
export function tell(name, result, text, table) {
  const out = path.join(path.dirname(fileURLToPath(import.meta.url)), 'out');
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, `${name}.json`), JSON.stringify(result, null, 2) + '\n');
  writeFileSync(path.join(out, `${name}.md`), table);
  console.log(`\n${text}\n\nAll numbers are in web/bench/out/${name}.json.`);
}
