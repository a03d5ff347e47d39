import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';

test('a line that is rewritten in place is no longer than the terminal is wide', () => {
  const written: string[] = [];
  const stream = { isTTY: true, columns: 40, write: (text: string) => written.push(text) };
  const progress = { step: 'copy', label: 'price_history', done: 31_543, total: 31_543 } as const;
  progressLine(stream).migration(progress);
  expect(written.map((text) => stripVTControlCharacters(text).trim().length)).toEqual([39]);
  stream.columns = 200;
  progressLine(stream).migration(progress);
  expect(written[1]).toContain('31,543/31,543');
});
