import type { RawRow, RawValue } from '../../domain/raw-row.ts';

// Reals that JSON would write like integers, or cannot write, are wrapped; so a plain JSON number with a fraction
// is a real, one without is an integer, and the difference survives PostgreSQL's jsonb as well.
type Wrapped =
  | { readonly $blob: string }
  | { readonly $real: string }
  | { readonly $integer: string }
  | { readonly $utf16: string };
type Encoded = null | number | string | Wrapped;

function encodeText(value: string): Encoded {
  // jsonb refuses NUL characters and lone surrogates.
  if (!value.includes('\0') && value.isWellFormed()) return value;
  return { $utf16: Buffer.from(value, 'utf16le').toString('hex') };
}

function encodeReal(value: number): Encoded {
  if (Number.isFinite(value) && !Number.isInteger(value)) return value;
  return { $real: Object.is(value, -0) ? '-0' : String(value) };
}

function encodeInteger(value: bigint): Encoded {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { $integer: String(value) };
}

function encode(value: RawValue): Encoded {
  if (value === null) return null;
  if (typeof value === 'string') return encodeText(value);
  if (typeof value === 'number') return encodeReal(value);
  if (typeof value === 'bigint') return encodeInteger(value);
  return { $blob: Buffer.from(value).toString('hex') };
}

/**
 * A source row as JSON from which `restoreOriginal` gives back every value with its type: blobs as
 * `{"$blob":"hex"}`, infinities and whole reals as `{"$real":"Infinity"}`, integers beyond 2^53 as
 * `{"$integer":"…"}`, text with NUL characters as `{"$utf16":"hex"}`.
 */
export function originalContent(row: RawRow): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, encode(value)])),
  );
}

function decodeWrapped(wrapped: object): RawValue {
  if ('$blob' in wrapped) return new Uint8Array(Buffer.from(String(wrapped.$blob), 'hex'));
  if ('$real' in wrapped) return Number(wrapped.$real);
  if ('$integer' in wrapped) return BigInt(String(wrapped.$integer));
  if ('$utf16' in wrapped) return Buffer.from(String(wrapped.$utf16), 'hex').toString('utf16le');
  throw new TypeError(`Expected a wrapped value of a source row. Got ${JSON.stringify(wrapped)}.`);
}

function decode(value: unknown): RawValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'object') return decodeWrapped(value);
  throw new TypeError(`Expected a value of a source row. Got ${String(value)}.`);
}

/** The inverse of `originalContent`. */
export function restoreOriginal(content: string): RawRow {
  const encoded: unknown = JSON.parse(content);
  if (encoded === null || typeof encoded !== 'object') {
    throw new TypeError(`Expected the JSON object of a source row. Got ${content.slice(0, 40)}.`);
  }
  return Object.fromEntries(Object.entries(encoded).map(([column, value]) => [column, decode(value)]));
}
