/**
 * Notebook documents in Jupyter's format, nbformat 4: read with every field checked, written so that Jupyter opens them.
 * The format's description: https://nbformat.readthedocs.io/en/latest/format_description.html
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const KINDS = ['code', 'markdown', 'raw'] as const;
export type CellKind = (typeof KINDS)[number];

/** Forms of one value, or of one attachment, by MIME type. Texts are single strings. */
export type MimeBundle = Record<string, Json>;

export interface StreamOutput {
  output_type: 'stream';
  name: 'stdout' | 'stderr';
  text: string;
}

export interface DataOutput {
  output_type: 'display_data' | 'execute_result';
  data: MimeBundle;
  metadata: JsonObject;
  /** Only of results. */
  execution_count?: number | null;
}

export interface ErrorOutput {
  output_type: 'error';
  ename: string;
  evalue: string;
  /** Lines, or what was broken into several of them. */
  traceback: string[];
}

export type Output = StreamOutput | DataOutput | ErrorOutput;

export interface CellData {
  id: string;
  kind: CellKind;
  source: string;
  metadata: JsonObject;
  attachments: Record<string, MimeBundle>;
  outputs: Output[];
  count: number | null;
}

export interface NotebookData {
  metadata: JsonObject;
  cells: CellData[];
}

/** What is wrong with a file, and where in it. */
export class FormatError extends Error {
  override name = 'FormatError';
}

/** Larger files would make the page slow: Jupyter's own are seldom a tenth of it. */
export const MAX_CHARACTERS = 20_000_000;

const MAX_CELLS = 5_000;

export function parseNotebook(text: string): NotebookData {
  if (text.length > MAX_CHARACTERS) {
    throw new FormatError(
      `the file has ${text.length} characters, expected at most ${MAX_CHARACTERS}: it is too large for this page`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FormatError(`the file is not JSON, as notebooks are: ${(error as Error).message}`);
  }
  return readNotebook(value);
}

function readNotebook(value: unknown): NotebookData {
  const notebook = object(value, 'the notebook');
  const major = notebook['nbformat'];
  if (typeof major !== 'number') {
    throw new FormatError(`nbformat: given ${given(major)}, expected the number 4: this is not a notebook`);
  }
  if (major !== 4) {
    throw new FormatError(`nbformat: given ${major}, expected 4: save it again with a current Jupyter`);
  }
  const cells = array(notebook['cells'], 'cells');
  if (cells.length > MAX_CELLS) {
    throw new FormatError(`cells: given ${cells.length}, expected at most ${MAX_CELLS}`);
  }
  const taken = new Set<string>();
  return {
    metadata: optionalObject(notebook['metadata'], 'metadata'),
    cells: cells.map((cell, index) => readCell(cell, `cell ${index + 1}`, taken)),
  };
}

function readCell(value: unknown, where: string, taken: Set<string>): CellData {
  const cell = object(value, where);
  const kind = cell['cell_type'];
  if (!KINDS.includes(kind as CellKind)) {
    throw new FormatError(`${where}, cell_type: given ${given(kind)}, expected ${KINDS.join(', ')}`);
  }
  const isCode = kind === 'code';
  return {
    id: readId(cell['id'], taken),
    kind: kind as CellKind,
    source: multiline(cell['source'], `${where}, source`),
    metadata: optionalObject(cell['metadata'], `${where}, metadata`),
    attachments: readAttachments(cell['attachments'], `${where}, attachments`),
    outputs: isCode ? readOutputs(cell['outputs'], where) : [],
    count: isCode ? readCount(cell['execution_count'], where) : null,
  };
}

const ID = /^[\w-]{1,64}$/;

/** Documents before 4.5 have no ids, and copied cells may have the same. */
function readId(value: unknown, taken: Set<string>): string {
  const usable = typeof value === 'string' && ID.test(value) && !taken.has(value);
  const id = usable ? value : newId();
  taken.add(id);
  return id;
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function readAttachments(value: unknown, where: string): Record<string, MimeBundle> {
  const names = Object.entries(optionalObject(value, where));
  return Object.fromEntries(names.map(([name, bundle]) => [name, readBundle(bundle, `${where}, ${name}`)]));
}

function readCount(value: unknown, where: string): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new FormatError(`${where}, execution_count: given ${given(value)}, expected a whole number or null`);
}

function readOutputs(value: unknown, where: string): Output[] {
  if (value === undefined) return [];
  return array(value, `${where}, outputs`).map((output, index) =>
    readOutput(output, `${where}, output ${index + 1}`),
  );
}

function readOutput(value: unknown, where: string): Output {
  const output = object(value, where);
  const type = output['output_type'];
  switch (type) {
    case 'stream':
      return {
        output_type: type,
        name: output['name'] === 'stderr' ? 'stderr' : 'stdout',
        text: multiline(output['text'], `${where}, text`),
      };
    case 'display_data':
    case 'execute_result':
      return {
        output_type: type,
        data: readBundle(output['data'], `${where}, data`),
        metadata: optionalObject(output['metadata'], `${where}, metadata`),
        ...(type === 'execute_result' && { execution_count: readCount(output['execution_count'], where) }),
      };
    case 'error':
      return {
        output_type: type,
        ename: string(output['ename'], `${where}, ename`),
        evalue: string(output['evalue'], `${where}, evalue`),
        traceback: array(output['traceback'], `${where}, traceback`).map((line) =>
          string(line, `${where}, traceback`),
        ),
      };
    default:
      throw new FormatError(
        `${where}, output_type: given ${given(type)}, expected stream, display_data, execute_result or error`,
      );
  }
}

/** Texts may be broken into lines; what is JSON by its type stays as it is. */
function readBundle(value: unknown, where: string): MimeBundle {
  const isJson = (mime: string): boolean => mime === 'application/json' || mime.endsWith('+json');
  return Object.fromEntries(
    Object.entries(object(value, where)).map(([mime, form]) => [
      mime,
      isJson(mime) ? form : multiline(form, `${where}, ${mime}`),
    ]),
  );
}

function object(value: unknown, where: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new FormatError(`${where}: given ${given(value)}, expected an object`);
}

function optionalObject(value: unknown, where: string): JsonObject {
  return value === undefined ? {} : object(value, where);
}

function array(value: unknown, where: string): Json[] {
  if (Array.isArray(value)) return value as Json[];
  throw new FormatError(`${where}: given ${given(value)}, expected a list`);
}

function string(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new FormatError(`${where}: given ${given(value)}, expected a text`);
}

function multiline(value: unknown, where: string): string {
  if (Array.isArray(value)) return value.map((line) => string(line, where)).join('');
  return string(value, where);
}

/** A wrong value in few words. */
function given(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The document as a file, in the layout that Jupyter itself writes. */
export function formatNotebook({ metadata, cells }: NotebookData): string {
  const notebook = {
    cells: cells.map(writeCell),
    metadata: { ...LANGUAGE, ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** What tells Jupyter with which kernel to open the notebook. */
const LANGUAGE: JsonObject = {
  kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
  language_info: { file_extension: '.py', mimetype: 'text/x-python', name: 'python' },
};

function writeCell({ id, kind, source, metadata, attachments, outputs, count }: CellData): JsonObject {
  return {
    ...(Object.keys(attachments).length > 0 && { attachments }),
    cell_type: kind,
    ...(kind === 'code' && { execution_count: count }),
    id,
    metadata,
    ...(kind === 'code' && { outputs: outputs.map(writeOutput) }),
    source: lines(source),
  };
}

function writeOutput(output: Output): JsonObject {
  switch (output.output_type) {
    case 'stream':
      return { name: output.name, output_type: output.output_type, text: lines(output.text) };
    case 'error':
      return { ...output };
    default:
      return { ...output, data: writeBundle(output.data) };
  }
}

/** Texts are broken into lines, so that files compare well; images in base64 stay in one piece. */
function writeBundle(data: MimeBundle): JsonObject {
  const isText = (mime: string): boolean => mime.startsWith('text/') || mime === 'image/svg+xml';
  return Object.fromEntries(
    Object.entries(data).map(([mime, form]) => [
      mime,
      typeof form === 'string' && isText(mime) ? lines(form) : form,
    ]),
  );
}

/** Each line with its line feed, as Jupyter writes texts. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
