import { scanJson } from './json-scanner.ts';
import type { Cell } from './number.ts';
import { reject } from './rejection.ts';

export interface StoredJson {
  /** JSON that PostgreSQL's jsonb takes. */
  readonly json: string;
  /** The source's text where `json` says less or something else, otherwise null. */
  readonly original: string | null;
}

/** Deeper nesting is refused: the parser of the embedded engine has a small stack without a guard. */
const depthLimit = 100;

function countMembers(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, item: unknown) => sum + countMembers(item), own);
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/**
 * Makes JSON-like text fit for jsonb: bare NaN and Infinity, numbers beyond every number type, NUL characters and
 * lone surrogates are replaced, repeated keys noticed; `original` then keeps the text as it was. Null when the text
 * is not JSON even so, or nested more than 100 deep.
 */
export function repairJson(text: string): StoredJson | null {
  const scanned = scanJson(text);
  if (scanned.depth > depthLimit) return null;
  const parsed = parse(scanned.text);
  if (parsed === null) return null;
  const isFaithful = scanned.text === text && scanned.members === countMembers(parsed.value);
  return { json: scanned.text, original: isFaithful ? null : text };
}

/** Whether NaN or Infinity stands bare in JSON-like text. */
export function hasBareConstants(text: string): boolean {
  return /NaN|Infinity/.test(text) && scanJson(text).constants > 0;
}

export function readJson(value: Cell): StoredJson {
  if (typeof value !== 'string') return reject('invalid_json');
  if (value.includes('\0')) return reject('invalid_value');
  return repairJson(value) ?? reject('invalid_json');
}
