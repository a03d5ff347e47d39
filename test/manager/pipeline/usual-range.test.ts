import { describe, expect, test } from 'vitest';
import { dayText, parseDay } from '../../../src/domain/day.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMs } from '../../../src/domain/nominal.ts';
import { usualRange } from '../../../src/manager/pipeline/usual-range.ts';

const now = Date.parse('2026-03-11T22:00:00Z') as EpochMs;
const nothing = { start_date: null, end_date: null };

function range(
  interval: Interval,
  [from, to]: readonly [string | null, string | null],
  configured: Parameters<typeof usualRange>[3] = nothing,
): string {
  const day = (text: string | null) => (text === null ? null : parseDay(text));
  const found = usualRange(interval, now, { from: day(from), to: day(to) }, configured);
  return `${dayText(found.from)} ${dayText(found.to)}`;
}

describe('the days that are meant where not all is said', () => {
  test.each([
    ['1d', null, null, '2021-03-12 2026-03-13'],
    ['1d', null, '2015-12-31', '2010-12-31 2016-01-01'],
    ['1d', '2014-01-02', '2015-12-31', '2014-01-02 2016-01-01'],
    ['1h', null, null, '2024-04-10 2026-03-13'],
    // Older ones Yahoo does not have any more.
    ['1h', null, '2026-01-31', '2024-04-10 2026-02-01'],
    ['1h', null, '2015-12-31', '2014-01-30 2016-01-01'],
  ] as const)('%s from %s to %s: %s', (interval, from, to, days) => {
    expect(range(interval, [from, to])).toBe(days);
  });

  test('the configuration goes before what is usual', () => {
    const configured = { start_date: '2020-01-02', end_date: '2020-06-30' };
    expect(range('1d', [null, null], configured)).toBe('2020-01-02 2020-07-01');
  });

  test.each([
    [['2026-03-11', '2026-03-10'], nothing, '2026-03-11 and 2026-03-10'],
    [
      ['2021-01-04', null],
      { start_date: null, end_date: '2020-06-30' },
      '2021-01-04 and 2020-06-30 (data.end_date',
    ],
    [
      [null, '2019-12-31'],
      { start_date: '2020-01-02', end_date: null },
      '2020-01-02 (data.start_date) and 2019',
    ],
    [['2026-03-20', null], nothing, '2026-03-20 and 2026-03-12'],
  ] as const)('%j is refused where the configuration is %j', (asked, configured, says) => {
    expect(() => range('1d', asked, configured)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(says) }),
    );
  });
});
