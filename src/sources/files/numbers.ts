import type { RawNumber } from '../../domain/raw-bar.ts';

/** How a file writes numbers. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Whether the other of the two may separate thousands. */
  readonly grouped: boolean;
}

const zero = 48;
const minus = 45;
/** So many digits fit a double exactly, so that dividing by a power of ten rounds once, and rightly. */
const exactDigits = 15;
const powersOfTen = Float64Array.from({ length: exactDigits + 1 }, (_, exponent) => 10 ** exponent);

/**
 * The number that bytes spell in the plain form `-12.34`, as `Number` reads it; NaN where it is written otherwise or
 * with more digits than this way can read exactly.
 */
export function quickNumber(bytes: Uint8Array, start: number, end: number, decimal: number): number {
  if (bytes[start] === minus) return -quickMagnitude(bytes, start + 1, end, decimal);
  return quickMagnitude(bytes, start, end, decimal);
}

function quickMagnitude(bytes: Uint8Array, start: number, end: number, decimal: number): number {
  let mantissa = 0;
  let point = end;
  for (let index = start; index < end; index += 1) {
    const digit = (bytes[index] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit + zero === decimal && point === end) point = index;
    else return Number.NaN;
  }
  const decimals = point === end ? 0 : end - point - 1;
  const digits = end - start - (point === end ? 0 : 1);
  if (digits < 1 || digits > exactDigits) return Number.NaN;
  return mantissa / (powersOfTen[decimals] ?? Number.NaN);
}

const nothing = new Set(['', '-', '--', 'null', 'nan', 'n/a', 'na', '#n/a', 'none', 'nil']);
const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const integer = /^[+-]?\d{16,}$/;
const grouped = { '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/, ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/ } as const;
/** Separators of thousands that are nothing else: spaces (also narrow and unbreakable ones) and apostrophes. */
const plainGroups = /(?<=\d)[\u00a0\u202f\u2009 '’](?=\d{3}(?!\d))/g;
const currencySign = /^([+-]?)\s*[$€£¥]\s*/;
const suffixes: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** A number as text; null where the file says that there is none, the text itself where it is no number. */
export function readNumber(text: string, { decimal, grouped: hasGroups }: NumberFormat): RawNumber {
  const trimmed = text.trim();
  if (nothing.has(trimmed.toLowerCase())) return null;
  const bare = trimmed.replace(currencySign, '$1').replace(plainGroups, '');
  const other = decimal === '.' ? ',' : '.';
  const ungrouped = hasGroups && grouped[decimal].test(bare) ? bare.replaceAll(other, '') : bare;
  if (decimal === ',' && ungrouped.includes('.')) return text;
  const spelled = ungrouped.replace(decimal, '.');
  if (integer.test(spelled)) return BigInt(spelled);
  return plain.test(spelled) ? Number(spelled) : text;
}

/** A count of shares, where some write `1.23M`. */
export function readVolume(text: string, format: NumberFormat): RawNumber {
  const factor = suffixes[text.trimEnd().slice(-1).toUpperCase()];
  if (factor === undefined) return readNumber(text, format);
  const value = readNumber(text.trimEnd().slice(0, -1), format);
  // Rounded: 1.1 million is 1100000.0000000001 in doubles.
  return typeof value === 'number' ? Math.round(value * factor) : text;
}

const ratio = /^(\d+(?:\.\d+)?)\s*[:/]\s*(\d+(?:\.\d+)?)$/;

/** New shares per old share, also written `4:1` and `4/1`. */
export function readRatio(text: string, format: NumberFormat): RawNumber {
  const [, after, before] = ratio.exec(text.trim()) ?? [];
  return after === undefined ? readNumber(text, format) : Number(after) / Number(before);
}
