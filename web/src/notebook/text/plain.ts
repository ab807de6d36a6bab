/** What programs write to a terminal, as text. */

/** Escape sequences for colours, cursor and titles: CSI … letter, OSC … BEL or ST, and two-character ones. */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])/g;

/** The text without escape sequences, as it stands when carriage returns and backspaces have done their work. */
export function plainText(text: string): string {
  const plain = text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
  if (!/[\r\b]/.test(plain)) return plain;
  return plain.replaceAll('\r\n', '\n').split('\n').map(overwritten).join('\n');
}

/** A line as a terminal shows it: after a carriage return, what follows covers what was there. */
function overwritten(line: string): string {
  const parts = line.split('\r').map((part) => {
    let text = part;
    while (/[^\b]\x08/.test(text)) text = text.replace(/[^\b]\x08/g, '');
    return text;
  });
  return parts.reduce((before, part) => part + before.slice(part.length));
}
