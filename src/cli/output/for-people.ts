import { stripVTControlCharacters } from 'node:util';
import { asTyped, ownCommand } from '../invocation.ts';

/** Text for people on their way to a stream: commands as they are typed here, lines no wider than the terminal. */
export function forPeople(
  text: string,
  { isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
): string {
  const command = ownCommand();
  const typed = asTyped(text, command);
  // Some terminals say that they are 0 wide.
  return isTTY && columns ? wrapLines(typed, columns, command) : typed;
}

/** Lines of a box or of its rows; tables see to their width themselves. */
const drawn = /[│┌├└─]/;
/** What the further lines of a text stand clear of: its indent, the sign before it, and the name of what it tells. */
const head = /^\s*(?:[✔✓✖✗↶•…–-] )?(?:\S.*? {2,})?/;
/** Less room than this is none: then the further lines stand at the indent. */
const leastRoom = 24;

/**
 * Breaks lines that are wider than a terminal between words, and the further ones are indented as their beginning
 * tells. A command stays whole, as does a word that is longer than a line: both are to be copied.
 * @param command as it is typed, such as `npx stockula`
 */
export function wrapLines(text: string, width: number, command: string): string {
  return text
    .split('\n')
    .flatMap((line) => (widthOf(line) <= width || drawn.test(line) ? [line] : broken(line, width, command)))
    .join('\n');
}

function broken(line: string, width: number, command: string): string[] {
  const indent = ' '.repeat(hang(stripVTControlCharacters(line), width));
  const lines: string[] = [];
  let last: string | null = null;
  for (const word of words(line, command)) {
    if (last === null) last = word;
    else if (widthOf(`${last} ${word}`) <= width || last.trim() === '') last = `${last} ${word}`;
    else {
      lines.push(last.trimEnd());
      last = `${indent}${word}`;
    }
  }
  return [...lines, last ?? ''];
}

/** How far in further lines stand, in characters. */
function hang(line: string, width: number): number {
  const full = head.exec(line)?.[0].length ?? 0;
  if (width - full >= leastRoom) return full;
  return Math.max(0, Math.min(line.length - line.trimStart().length, width - leastRoom));
}

/** The words after a command, quoted ones with what is in them, up to the end of its sentence or brackets. */
const itsWords = /^(?:(?<= )"(?:[^"\\]|\\.)*"|(?!\. |,(?!\S)|[;"()]|\.?$).)*/;

/** Split at single spaces, so that joining them again gives the line; commands with all their words are one. */
function words(line: string, command: string): string[] {
  const joined = (text: string): string => text.replaceAll(' ', '\0');
  const [before = '', ...afters] = line.split(`${command} `);
  const kept = afters.map((after) => after.replace(itsWords, joined));
  return [before, ...kept]
    .join(joined(`${command} `))
    .split(' ')
    .map((word) => word.replaceAll('\0', ' '));
}

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;
