import { expect, test } from 'vitest';
import { renderComparison } from '../../../src/cli/output/stored-run.ts';

const source = (period: number): string =>
  ['export const strategy = {', `  period: ${period},`, ...Array(300).fill('  // more'), '};'].join('\n');

test('of strategy files that differ, the first line that does, not all of them', () => {
  const text = renderComparison({
    before: '1',
    now: '2',
    sameData: true,
    sameConfiguration: false,
    identical: false,
    configurationDifferences: [
      { at: 'files../mine.ts.source', before: source(10), now: source(20) },
      { at: 'options.folder', before: 'x'.repeat(500), now: undefined },
    ],
    resultDifferences: [{ at: 'runs[0].statistics.SQN', before: 1.5, now: null }],
  });
  expect(text).toContain('source: from line 2 on: "  period: 10," -> "  period: 20,"');
  expect(text).toContain('  runs[0].statistics.SQN: 1.5 -> null\n');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(250);
  expect(text).not.toContain('more');
});
