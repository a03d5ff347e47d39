import { expect, test } from 'vitest';
import { completeBars } from '../../../src/domain/calendar/bar-end.ts';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMs } from '../../../src/domain/nominal.ts';

const ms = (text: string): EpochMs => Date.parse(text) as EpochMs;

test.each([
  // A Friday: 16:00 in New York is 20:00 in UTC.
  ['AAPL', '1d', '2021-04-30', '2021-04-30T19:59Z', 0],
  ['AAPL', '1d', '2021-04-30', '2021-04-30T20:00Z', 1],
  // The half day after Thanksgiving ends at 13:00.
  ['AAPL', '1d', '2020-11-27', '2020-11-27T18:00Z', 1],
  ['VOD.L', '1d', '2021-04-30', '2021-04-30T15:30Z', 1],
  ['BTC-USD', '1d', '2021-04-30', '2021-04-30T23:59Z', 0],
  // The week of Good Friday ends on Thursday.
  ['AAPL', '1wk', '2021-03-29', '2021-04-01T19:59Z', 0],
  ['AAPL', '1wk', '2021-03-29', '2021-04-01T20:00Z', 1],
  ['AAPL', '1mo', '2021-04-01', '2021-04-30T20:00Z', 1],
  ['AAPL', '1h', '2021-04-30T13:30Z', '2021-04-30T14:29Z', 0],
  ['AAPL', '1h', '2021-04-30T13:30Z', '2021-04-30T14:30Z', 1],
] as const)('%s %s of %s at %s: %d complete', (symbol, interval: Interval, bar, now, count) => {
  expect(completeBars(calendarFor(symbol), interval, [ms(bar)], ms(now))).toBe(count);
});

test('none of no bars, and all but the last of several', () => {
  const calendar = calendarFor('AAPL');
  expect(completeBars(calendar, '1d', [], ms('2021-04-30'))).toBe(0);
  const days = [ms('2021-04-28'), ms('2021-04-29'), ms('2021-04-30')];
  expect(completeBars(calendar, '1d', days, ms('2021-04-30T15:00Z'))).toBe(2);
});
