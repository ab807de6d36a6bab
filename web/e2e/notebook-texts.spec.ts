/** What needs no page: the notebook's formats and texts. */
import { expect, test } from '@playwright/test';
import { marked } from '../src/notebook/editor/parameters';
import {
  FormatError,
  formatNotebook,
  parseNotebook,
  type NotebookData,
} from '../src/notebook/format/nbformat';
import { formatScript, parseScript } from '../src/notebook/format/script';
import { definitions } from '../src/notebook/plot-it';
import { pack, unpack } from '../src/notebook/share';
import { plainText } from '../src/notebook/text/plain';

const FILE = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { display_name: 'My Python', language: 'python', name: 'mine' },
    custom: [1, null],
  },
  cells: [
    {
      cell_type: 'markdown',
      id: 'first',
      metadata: { tags: ['a'] },
      source: ['# One\n', '\n', 'two'],
      attachments: { 'i.png': { 'image/png': 'iVBO' } },
    },
    {
      cell_type: 'code',
      id: 'second',
      metadata: { collapsed: true },
      execution_count: 7,
      source: [],
      outputs: [
        { output_type: 'stream', name: 'stderr', text: ['a\n', 'b'] },
        {
          output_type: 'execute_result',
          execution_count: 7,
          metadata: { isolated: true },
          data: { 'text/plain': ['1'], 'application/json': { a: ['x', 'y'] } },
        },
        { output_type: 'display_data', metadata: {}, data: { 'image/png': 'iVBO' } },
        { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['t'] },
      ],
    },
    { cell_type: 'raw', id: 'third', metadata: {}, source: ['raw'] },
  ],
};

test('a file that is read and written is the same file', () => {
  const written = JSON.parse(formatNotebook(parseNotebook(JSON.stringify(FILE))));
  expect(written).toEqual({
    ...FILE,
    metadata: {
      ...FILE.metadata,
      language_info: { file_extension: '.py', mimetype: 'text/x-python', name: 'python' },
    },
  });
});

test('cells without ids, and with the same, get their own', () => {
  const cell = { cell_type: 'code', metadata: {}, source: 'x', outputs: [], execution_count: null };
  const cells = [cell, { ...cell, id: 'same' }, { ...cell, id: 'same' }, { ...cell, id: '<b>' }];
  const ids = parseNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 2, cells })).cells.map(
    ({ id }) => id,
  );
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
});

for (const [what, text] of [
  ['nothing', ''],
  ['a list', '[]'],
  ['a number', '5'],
  ['null', 'null'],
  ['cells that are no list', '{"nbformat": 4, "cells": {}}'],
  ['a cell that is no object', '{"nbformat": 4, "cells": [3]}'],
  ['an output of no kind', '{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{}]}]}'],
  ['a count that is none', '{"nbformat":4,"cells":[{"cell_type":"code","source":"","execution_count":"x"}]}'],
] as const) {
  test(`${what} is no notebook`, () => {
    expect(() => parseNotebook(text)).toThrow(FormatError);
  });
}

const bare = ({ cells }: NotebookData): [string, string][] => cells.map(({ kind, source }) => [kind, source]);

test('a script that is read and written is the same script', () => {
  const script = '# %%\nx = 1\n\n\ny = 2\n\n# %% [markdown]\n# # Title\n#\n# text\n\n# %% [raw]\n# raw\n';
  const read = parseScript(script);
  expect(bare(read)).toEqual([
    ['code', 'x = 1\n\n\ny = 2'],
    ['markdown', '# Title\n\ntext'],
    ['raw', 'raw'],
  ]);
  expect(formatScript(read)).toBe(script);
});

test('any Python is a script', () => {
  expect(bare(parseScript('import jax\r\nprint(1)\r\n'))).toEqual([['code', 'import jax\nprint(1)']]);
  expect(bare(parseScript('"""doc"""\n# %% a title\nx'))).toEqual([
    ['code', '"""doc"""'],
    ['code', 'x'],
  ]);
});

test('terminal text becomes plain text', () => {
  expect(plainText('\x1b[1;31mred\x1b[0m \x1b]0;title\x07end')).toBe('red end');
  expect(plainText('10 %\r50 %\r100 %\nnext\r\n')).toBe('100 %\nnext\n');
  expect(plainText('longer\rab')).toBe('abnger');
  expect(plainText('abc\b\bX')).toBe('aX');
  expect(plainText('[0m is text')).toBe('[0m is text');
});

test('the current parameter of a signature is marked', () => {
  const current = (signature: string, argument: number | string): string | undefined =>
    marked(signature, argument).find(([, isCurrent]) => isCurrent)?.[0];
  expect(current('f(a, /, b=(1, 2), *, c)', 0)).toBe('a,');
  expect(current('f(a, /, b=(1, 2), *, c)', 1)).toBe(' b=(1, 2),');
  expect(current('f(a, /, b=(1, 2), *, c)', 'c')).toBe(' c');
  expect(current('module jax', 0)).toBeUndefined();
  for (const signature of ['f(a, b)', 'f()', 'f', 'f(x) -> (y)']) {
    expect(
      marked(signature, 0)
        .map(([text]) => text)
        .join(''),
    ).toBe(signature);
  }
});

test('functions of one variable are found', () => {
  const found = (source: string): string[] => definitions(source).map(({ spellings }) => spellings[0]!);
  expect(found('f = lambda x: x**3\ng = lambda a, b: a\nh = lambda *a: a')).toEqual(['f(x) = x**3']);
  expect(found('def f(x: float) -> float:\n    "doc"\n    # why\n    return (x +\n            1)')).toEqual([
    'f(x) = (x + 1)',
  ]);
  expect(found('def f(x):\n    y = x\n    return y\ndef g(x): return x, 1\ndef h(): return 1')).toEqual([]);
  expect(found('def outer():\n    def inner(x): return x\n')).toEqual([]);
  expect(found('a.b = lambda x: x\nf = g = lambda x: x\nthis is ( not python')).toEqual([]);
});

test('a notebook goes through a link unchanged but for its outputs', async () => {
  const data = parseNotebook(JSON.stringify(FILE));
  const read = await unpack(await pack(data));
  expect(bare(read)).toEqual(bare(data));
  expect(read.cells[1]!.outputs).toEqual([]);
  expect(read.cells[0]!.attachments).toEqual(data.cells[0]!.attachments);
  for (const text of ['', 'AAAA', '####', 'a'.repeat(3_000_000)]) {
    await expect(unpack(text)).rejects.toThrow(FormatError);
  }
});
