/** A number for reading: `digits` significant digits, no trailing zeros, plain ASCII so that it can be copied. */
export function formatNumber(value: number, digits = 10): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  return String(Number(value.toPrecision(digits)));
}

/** A window's bound: as many digits as its width gives meaning to. */
export function formatBound(value: number, width: number): string {
  const digits = Math.ceil(Math.log10(Math.max(Math.abs(value), width) / width)) + 4;
  return formatNumber(value, Math.min(Math.max(digits, 4), 17));
}

/** A number typed by hand: Python's spellings and the typographic minus. NaN when it is not one. */
export function parseNumber(text: string): number {
  const plain = text.trim().replace(/[−–]/g, '-').replace(/_/g, '');
  const multiple = /^([+-]?[\d.]*)\s*(?:pi|π)$/.exec(plain);
  if (multiple) {
    const factor = multiple[1] ?? '';
    return (factor === '' || factor === '+' ? 1 : factor === '-' ? -1 : Number(factor)) * Math.PI;
  }
  return plain === '' ? NaN : Number(plain);
}

export const PRIMES = ['', '′', '″', '‴', '⁗'];

/** The name of a derivative: f, f′, f″, f‴, f⁗. */
export function derivativeName(name: string, order: number): string {
  return name + (PRIMES[order] ?? `⁽${order}⁾`);
}

/** A message of the engine as a sentence: those begin small and end without a period. */
export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
