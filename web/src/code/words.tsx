/** A line of code whose operation stands out from what surrounds it. */
import type { ComponentChildren } from 'preact';

export type Language = 'jaxpr' | 'wasm' | 'wgsl';

const PAINTERS: Record<Language, (text: string) => ComponentChildren> = {
  jaxpr: equation,
  wasm: instructions,
  wgsl: statement,
};

export function Words({ text, language }: { text: string; language: Language }) {
  return <>{PAINTERS[language](text)}</>;
}

/** Such as a:f32[8] = tanh b */
function equation(text: string): ComponentChildren {
  const parts = /^(.* = )(\w+)(.*)$/.exec(text);
  if (!parts) return text;
  return (
    <>
      {parts[1]}
      <b>{parts[2]}</b>
      {parts[3]}
    </>
  );
}

/** They are two spaces apart; the one that is neither a local nor a constant computes. */
function instructions(text: string): ComponentChildren {
  if (/^\s*;;/.test(text)) return <i class="code-comment">{text}</i>;
  return text
    .split(/(\s{2,})/)
    .map((part, i) =>
      /^(?:local\.|\(|.*\.const )/.test(part) || part.trim() === '' ? part : <b key={i}>{part}</b>,
    );
}

/** What is computed with: the names of functions, and operators between spaces. */
function statement(text: string): ComponentChildren {
  if (/^\s*\/\//.test(text)) return <i class="code-comment">{text}</i>;
  if (/^\s*(?:@|fn )/.test(text)) return text;
  return text
    .split(/(\b[a-z]\w*(?=(?:<\w+>)?\()| (?:[-+*/%^|&]|<<|>>) )/)
    .map((part, i) => (i % 2 === 1 ? <b key={i}>{part}</b> : part));
}
