/** A line of code whose operation stands out from what surrounds it. */
import type { ComponentChildren } from 'preact';

export function Words({ text, isModule }: { text: string; isModule: boolean }) {
  return <>{isModule ? instructions(text) : equation(text)}</>;
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
