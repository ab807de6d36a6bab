/**
 * Markdown with mathematics, as Jupyter reads it, made into HTML. HTML in the text is shown as text, and nothing is
 * fetched from elsewhere: images must be part of the notebook.
 */
import MarkdownIt, { type Env } from 'markdown-it';
import { highlight } from '../editor/highlight';
import type { MimeBundle } from '../format/nbformat';
import { SHIPPED } from '../shipped';
import { mathematics, type SetMath } from './mathematics';

interface Environment extends Env {
  attachments: Record<string, MimeBundle>;
  setMath: SetMath;
}

export function renderMarkdown(source: string, environment: Environment): string {
  return markdown.render(source, environment);
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, highlight: colour });
const { escapeHtml } = markdown.utils;

markdown.use(mathematics);

function colour(code: string, language: string): string {
  if (!/^(python|py|ipython3?)$/i.test(language.trim())) return '';
  let html = '';
  highlight(code, (run, classes) => {
    const text = escapeHtml(run);
    html += classes === '' ? text : `<span class="${classes}">${text}</span>`;
  });
  return html;
}

const { rules } = markdown.renderer;

// The page's own heading is the first; a notebook's come below it.
rules['heading_open'] = (tokens, index) => {
  const level = Number(tokens[index]!.tag.slice(1));
  const text = tokens[index + 1]?.children?.map(({ content }) => content).join('') ?? '';
  return `<h${Math.min(level + 1, 6)} id="${escapeHtml(anchor(text))}">`;
};
rules['heading_close'] = (tokens, index) => `</h${Math.min(Number(tokens[index]!.tag.slice(1)) + 1, 6)}>\n`;

// A box of its own can scroll where a table would have to give up being one.
rules['table_open'] = () => '<div class="table-box"><table>\n';
rules['table_close'] = () => '</table></div>\n';

/** Keeps the names of headings apart from the page's own. */
export const ANCHOR = 'section-';

/** The name under which Jupyter links to a heading. */
const anchor = (heading: string): string => `${ANCHOR}${heading.trim().replace(/\s+/g, '-')}`;

rules['link_open'] = (tokens, index, options, _environment, renderer) => {
  const token = tokens[index]!;
  const href = String(token.attrGet('href') ?? '');
  const local = localLink(href);
  if (local !== null) token.attrSet('href', local);
  else {
    token.attrSet('target', '_blank');
    token.attrSet('rel', 'noopener noreferrer');
  }
  return renderer.renderToken(tokens, index, options);
};

/** Links to other notebooks of the page, to its views and to headings stay here. */
function localLink(href: string): string | null {
  const name = /^(?:\.\/)?([\w-]+)\.ipynb$/.exec(href)?.[1];
  if (name !== undefined && SHIPPED.some((one) => one.name === name)) return `#notebook?name=${name}`;
  if (/^#(plot|regression|notebook)\b/.test(href)) return href;
  return href.startsWith('#') ? `#${anchor(decodeURIComponentSafely(href.slice(1)))}` : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

rules['image'] = (tokens, index, _options, environment) => {
  const token = tokens[index]!;
  const source = String(token.attrGet('src') ?? '');
  const alt = escapeHtml(token.content);
  const data = source.startsWith('attachment:')
    ? attached((environment as Environment).attachments[decodeURIComponentSafely(source.slice(11))])
    : source;
  if (/^data:image\/(png|jpeg|gif|webp);base64,/i.test(data))
    return `<img src="${escapeHtml(data)}" alt="${alt}">`;
  return `<a href="${escapeHtml(source)}" target="_blank" rel="noopener noreferrer">${alt || 'an image'}</a>`;
};

function attached(bundle: MimeBundle | undefined): string {
  const [mime, base64] = Object.entries(bundle ?? {}).find(([type]) => type.startsWith('image/')) ?? [];
  return typeof base64 === 'string' ? `data:${mime};base64,${base64.replace(/\s/g, '')}` : '';
}
