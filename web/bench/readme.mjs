/** `make bench-readme`: puts the table of the last `make bench` between its markers in the README. */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../README.md', import.meta.url);
const table = readFileSync(new URL('out/bench.md', import.meta.url), 'utf8');
const readme = readFileSync(file, 'utf8');
const place = /(<!-- benchmark -->)[^]*?(<!-- \/benchmark -->)/;
if (!place.test(readme)) throw new Error('README.md: the markers of the benchmark are missing');
writeFileSync(
  file,
  readme.replace(place, (_, begin, end) => `${begin}\n\n${table}\n\n${end}`),
);
