import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { tellProgress } from '../../src/cli/modes/tell-progress.ts';
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

test('where stderr is no terminal, a line every some seconds tells how far a question has come, until it ends', async () => {
  const written: string[] = [];
  const line = progressLine({ isTTY: false, write: (text: string) => written.push(text) });
  const told = tellProgress(line, 20);
  told.step('SYNA: Forecast', 0, 3);
  told.step('SYNB: Forecast', 1, 3);
  expect(written).toEqual([]);
  await expect.poll(() => written.length).toBeGreaterThan(0);
  expect(written[0]).toMatch(/^SYNB: Forecast \(1 of 3 done\), after 0 s\n$/);
  told.end();
  const before = written.length;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(written).toHaveLength(before);
});
