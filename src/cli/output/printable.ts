import { stripVTControlCharacters } from 'node:util';

/**
 * The text on one line and without control characters: what comes from a data source or a file must not be able
 * to move the cursor, recolour the terminal or reverse the direction of reading.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s*[\r\n\t]+\s*/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
}
