/** The parameters in the text of a signature. */

/** A signature in pieces, with the parameter that an argument belongs to marked. */
export function marked(signature: string, argument: number | string): [string, boolean][] {
  const open = signature.indexOf('(');
  const close = signature.lastIndexOf(')');
  if (open < 0 || close < open) return [[signature, false]];
  const parameters = splitAtCommas(signature.slice(open + 1, close));
  let position = -1;
  const pieces = parameters.map((text, index): [string, boolean] => {
    const name = /^\s*\**(\w+)/.exec(text)?.[1];
    if (name !== undefined) position++;
    const isCurrent = name !== undefined && (argument === name || argument === position);
    return [index < parameters.length - 1 ? `${text},` : text, isCurrent];
  });
  return [[signature.slice(0, open + 1), false], ...pieces, [signature.slice(close), false]];
}

/** Splits at the commas that stand in no brackets. */
function splitAtCommas(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}
