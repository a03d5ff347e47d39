import type { Cell } from './number.ts';
import { reject } from './rejection.ts';

/** Text or NULL, verbatim (an empty string stays one). PostgreSQL cannot hold NUL characters in text. */
export function readText(value: Cell): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' && !value.includes('\0') ? value : reject('invalid_value');
}

export function readRequiredText(value: Cell): string {
  return readText(value) ?? reject('invalid_value');
}

/** Refuses text that a parser could not read: for its NUL characters if it has some, else for what it is not. */
export function refuseText(text: string, defect: Parameters<typeof reject>[0]): never {
  return reject(text.includes('\0') ? 'invalid_value' : defect);
}
