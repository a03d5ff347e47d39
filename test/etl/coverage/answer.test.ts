import { describe, expect, test } from 'vitest';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import { parseDay, startOf } from '../../../src/domain/day.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import { coverageChange, sessionDaysOf } from '../../../src/etl/coverage/answer.ts';
import { range, text } from './ranges.ts';

const newYork = calendarFor('AAPL');
const micros = (time: string): EpochMicros => (Date.parse(time) * 1000) as EpochMicros;

function change(
  interval: Interval,
  starts: readonly string[],
  asked: readonly [string, string] | null,
  fetchedAt: string,
): { held: string; provisional: string; absent: string; refreshed: boolean } {
  const { held, provisional, absent, refreshed } = coverageChange(newYork, {
    symbol: 'AAPL' as TickerSymbol,
    interval,
    days: sessionDaysOf(newYork, interval, starts.map(micros)),
    asked: asked && range(asked[0], asked[1]),
    fetchedAt: Date.parse(fetchedAt) as EpochMs,
  });
  return { held: text(held), provisional: text(provisional), absent: text(absent), refreshed };
}

test('a week of daily bars is one range that reaches to the next Monday', () => {
  const starts = ['2024-01-08', '2024-01-09', '2024-01-10', '2024-01-11', '2024-01-12'];
  expect(change('1d', starts, ['2024-01-08', '2024-01-13'], '2024-02-01T00:00Z')).toEqual({
    held: '2024-01-08..2024-01-16', // Monday the 15th is a holiday
    provisional: '',
    absent: '',
    refreshed: false,
  });
});

test('sessions asked for and not answered are absent; the days of a file are not asked for', () => {
  const starts = ['2024-01-08', '2024-01-10'];
  const asked = ['2024-01-06', '2024-01-12'] as const;
  expect(change('1d', starts, asked, '2024-02-01T00:00Z').absent).toBe(
    '2024-01-09..2024-01-10 2024-01-11..2024-01-12',
  );
  expect(change('1d', starts, null, '2024-02-01T00:00Z').absent).toBe('');
});

describe('a session is final an hour after its close', () => {
  const asked = ['2024-07-02', '2024-07-04'] as const;
  // 2024-07-03 was a half day: 13:00 in New York is 17:00 UTC.
  test.each([
    ['2024-07-03T13:00Z', '2024-07-02..2024-07-03', '2024-07-03..2024-07-05', false],
    ['2024-07-03T13:30Z', '2024-07-02..2024-07-03', '2024-07-03..2024-07-05', true],
    ['2024-07-03T17:59Z', '2024-07-02..2024-07-03', '2024-07-03..2024-07-05', true],
    ['2024-07-03T18:00Z', '2024-07-02..2024-07-05', '', false],
  ])('fetched at %s', (fetchedAt, held, provisional, refreshed) => {
    const found = change('1d', ['2024-07-02', '2024-07-03'], asked, fetchedAt);
    expect(found).toEqual({ held, provisional, absent: '', refreshed });
  });

  test('until then its absence says nothing', () => {
    expect(change('1d', ['2024-07-02'], asked, '2024-07-03T17:59Z').absent).toBe('');
    expect(change('1d', ['2024-07-02'], asked, '2024-07-03T18:00Z').absent).toBe('2024-07-03..2024-07-05');
  });
});

test('intraday bars count by the session at the exchange, whatever grid they are on', () => {
  const starts = ['2024-07-02T13:30Z', '2024-07-02T20:00Z', '2024-07-08T13:00Z'];
  expect(change('1h', starts, null, '2024-08-01T00:00Z').held).toBe(
    '2024-07-02..2024-07-03 2024-07-08..2024-07-09',
  );
});

test('bars of days without a session change nothing', () => {
  expect(change('1d', ['2024-07-06', '2024-07-04'], null, '2024-08-01T00:00Z').held).toBe('');
});

test('a bar of a week or month holds it, whichever of its days it is dated by', () => {
  expect(change('1wk', ['2024-07-01', '2024-07-12'], null, '2024-08-01T00:00Z').held).toBe(
    '2024-07-01..2024-07-15',
  );
  expect(change('1mo', ['2024-06-01'], null, '2024-07-01T00:00Z').held).toBe('2024-06-01..2024-07-01');
  expect(change('3mo', ['2024-04-01'], null, '2024-07-01T00:00Z').held).toBe('2024-04-01..2024-07-01');
});

test('the running month is provisional, the month before it is final after its last session', () => {
  const found = change(
    '1mo',
    ['2024-05-01', '2024-06-01'],
    ['2024-05-01', '2024-07-01'],
    '2024-06-28T20:30Z',
  );
  expect(found).toMatchObject({
    held: '2024-05-01..2024-06-01',
    provisional: '2024-06-01..2024-07-01',
    refreshed: true,
  });
  // 28 June 2024 was the last session of the month, and of the quarter.
  expect(change('1mo', ['2024-06-01'], null, '2024-06-28T21:00Z').held).toBe('2024-06-01..2024-07-01');
});

test('a week that was asked for in part is not absent', () => {
  const asked = ['2024-07-03', '2024-07-17'] as const;
  expect(change('1wk', [], asked, '2024-08-01T00:00Z').absent).toBe('2024-07-08..2024-07-15');
  // The Monday was a holiday: asked from Tuesday the week is asked for as a whole.
  expect(change('1wk', [], ['2024-01-16', '2024-01-20'], '2024-08-01T00:00Z').absent).toBe(
    '2024-01-15..2024-01-22',
  );
});

test('an Asian session that begins before midnight of UTC has the date of its exchange', () => {
  const sydney = calendarFor('BHP.AX');
  const { held } = coverageChange(sydney, {
    symbol: 'BHP.AX' as TickerSymbol,
    interval: '1h',
    days: sessionDaysOf(sydney, '1h', [micros('2024-01-08T23:00Z')]),
    asked: null,
    fetchedAt: startOf(parseDay('2024-02-01')),
  });
  expect(text(held)).toBe('2024-01-09..2024-01-10');
});
