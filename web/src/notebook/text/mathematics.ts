/** Mathematics in Markdown: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and LaTeX's environments, as in Jupyter. */
import type { Env, MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** Sets a formula as HTML; null where nothing is there that could. */
export type SetMath = (tex: string, display: boolean) => string | null;

export function mathematics(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'math', inline);
  markdown.block.ruler.before('fence', 'math', block, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  const { rules } = markdown.renderer;
  const set = (tex: string, display: boolean, environment: Env | undefined): string =>
    (environment?.['setMath'] as SetMath)(tex, display) ?? `<code>${markdown.utils.escapeHtml(tex)}</code>`;
  rules['math_inline'] = (tokens, at, _, environment) => set(tokens[at]!.content, false, environment);
  rules['math_display'] = (tokens, at, _, environment) => set(tokens[at]!.content, true, environment);
  rules['math_block'] = (tokens, at, _, environment) =>
    `<p>${set(tokens[at]!.content, true, environment)}</p>\n`;
}

const DELIMITERS: [open: string, close: string, display: boolean][] = [
  ['$$', '$$', true],
  ['$', '$', false],
  ['\\\\[', '\\\\]', true],
  ['\\\\(', '\\\\)', false],
  ['\\[', '\\]', true],
  ['\\(', '\\)', false],
];

function inline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const first = src.charCodeAt(pos);
  if (first !== 0x24 && first !== 0x5c) return false;
  for (const [open, close, display] of DELIMITERS) {
    if (!src.startsWith(open, pos)) continue;
    const start = pos + open.length;
    const end = closing(src, start, close);
    if (end < 0 || end + close.length > posMax) continue;
    const content = src.slice(start, end);
    if (open === '$' && !isFormula(content, src[end + 1])) continue;
    if (content.trim() === '') continue;
    if (!silent) state.push(display ? 'math_display' : 'math_inline', 'math', 0).content = content;
    state.pos = end + close.length;
    return true;
  }
  return false;
}

/** Where a delimiter ends a formula, passing over those with a backslash before them. */
function closing(src: string, from: number, close: string): number {
  let end = src.indexOf(close, from);
  while (close.startsWith('$') && end > 0 && src[end - 1] === '\\') end = src.indexOf(close, end + 1);
  return end;
}

/** Two dollar signs in a sentence are amounts of money when spaces or digits say so. */
function isFormula(content: string, next: string | undefined): boolean {
  return !/^\s|\s$/.test(content) && !/\d/.test(next ?? '') && !content.includes('\n\n');
}

const OPENINGS: [RegExp, (match: RegExpExecArray) => string, keep: boolean][] = [
  [/^\$\$/, () => '$$', false],
  [/^\\begin\{([a-z]+\*?)\}/, (match) => `\\end{${match[1]}}`, true],
];

function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const text = (line: number): string =>
    state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const first = text(startLine);
  for (const [opening, closing, keepsDelimiters] of OPENINGS) {
    const match = opening.exec(first);
    if (!match) continue;
    const close = closing(match);
    const parts = [keepsDelimiters ? first : first.slice(match[0].length)];
    let line = startLine;
    while (!parts.at(-1)!.trimEnd().endsWith(close)) {
      line++;
      // A blank line ends the paragraph and with it the attempt.
      if (line >= endLine || text(line).trim() === '') return false;
      parts.push(text(line));
    }
    if (silent) return true;
    const all = parts.join('\n').trimEnd();
    state.push('math_block', 'math', 0).content = keepsDelimiters ? all : all.slice(0, -close.length);
    state.line = line + 1;
    return true;
  }
  return false;
}
