import type { FileOptions } from './options.ts';
import { shown, unusable } from './problem.ts';

type Delimiter = NonNullable<FileOptions['delimiter']>;

const candidates: readonly Delimiter[] = [',', ';', '\t', '|'];

/**
 * What separates the columns: the candidate that the line of names has most of, outside quotes.
 * @throws StockulaError SOURCE_UNUSABLE where it has none of them
 */
export function findDelimiter(head: Buffer, place: string): Delimiter {
  const end = head.indexOf('\n');
  const line = head.toString('utf8', 0, end < 0 ? head.length : end).trim();
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = candidates.map((delimiter) => bare.split(delimiter).length - 1);
  const most = Math.max(...counts);
  const found = candidates[counts.indexOf(most)];
  if (most > 0 && found !== undefined) return found;
  throw unusable(
    'columns separated by comma, semicolon, tab or |',
    `one column only, ${shown(line)}, on line 1 of ${place}`,
    'The first line must name the columns; export the table with one of these delimiters.',
  );
}
