import { isUtf8 } from 'node:buffer';
import { at, unusable } from './problem.ts';

/** @throws StockulaError SOURCE_UNUSABLE with the line and column of the first byte that is no UTF-8 */
export function refuseInvalidText(bytes: Buffer, place: string, firstLine: number): never {
  // Bisection: a prefix is valid UTF-8 but for a character cut at its end, which is at most three bytes.
  let valid = 0;
  for (let beyond = bytes.length; beyond - valid > 4; ) {
    const middle = (valid + beyond) >> 1;
    const boundary = characterStart(bytes, middle);
    if (boundary > valid && isUtf8(bytes.subarray(valid, boundary))) valid = boundary;
    else beyond = middle;
  }
  while (nextCharacter(bytes, valid) > valid) valid = nextCharacter(bytes, valid);
  const before = bytes.subarray(0, valid).toString();
  const line = firstLine + before.split('\n').length - 1;
  throw unusable(
    'text in UTF-8 (or UTF-16 with a byte order mark)',
    `byte 0x${(bytes[valid] ?? 0).toString(16).padStart(2, '0')} on ${at(place, line, before.length - before.lastIndexOf('\n'))}`,
    'Save the file as UTF-8; exports of older programs are often Windows-1252.',
  );
}

/** The place of the character that the byte at `index` belongs to, as long as it is valid. */
function characterStart(bytes: Buffer, index: number): number {
  let start = index;
  while (start > index - 3 && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

/** Where the character after the one at `start` begins; `start` where that one is invalid. */
function nextCharacter(bytes: Buffer, start: number): number {
  for (let length = 1; length <= 4 && start + length <= bytes.length; length += 1) {
    if (isUtf8(bytes.subarray(start, start + length))) return start + length;
  }
  return start;
}
