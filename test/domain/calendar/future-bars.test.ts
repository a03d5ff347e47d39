import { describe, expect, test } from 'vitest';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import { barsPerSeason, futureBars } from '../../../src/domain/calendar/future-bars.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMs } from '../../../src/domain/nominal.ts';

const next = (symbol: string, interval: Interval, last: string, count: number): string[] =>
  futureBars(calendarFor(symbol), interval, Date.parse(last) as EpochMs, count).map((ts) =>
    new Date(ts).toISOString().slice(0, 16),
  );

describe('Bars to come', () => {
  test('days are sessions: not Good Friday, not the weekend', () => {
    expect(next('AAPL', '1d', '2021-03-31T00:00Z', 3)).toEqual([
      '2021-04-01T00:00',
      '2021-04-05T00:00',
      '2021-04-06T00:00',
    ]);
    expect(next('BTC-USD', '1d', '2021-12-31T00:00Z', 2)).toEqual(['2022-01-01T00:00', '2022-01-02T00:00']);
  });

  test('longer bars are dated by the start of their period', () => {
    expect(next('AAPL', '1wk', '2021-12-13T00:00Z', 3)).toEqual([
      '2021-12-20T00:00',
      '2021-12-27T00:00',
      '2022-01-03T00:00',
    ]);
    expect(next('AAPL', '1mo', '2021-11-01T00:00Z', 2)).toEqual(['2021-12-01T00:00', '2022-01-01T00:00']);
    expect(next('AAPL', '3mo', '2021-10-01T00:00Z', 1)).toEqual(['2022-01-01T00:00']);
  });

  test('hours go on after Thanksgiving, on a half day, at the minute the last bar has', () => {
    expect(next('AAPL', '1h', '2021-11-24T19:30Z', 6)).toEqual([
      '2021-11-24T20:30',
      '2021-11-26T14:30',
      '2021-11-26T15:30',
      '2021-11-26T16:30',
      '2021-11-26T17:30',
      '2021-11-29T14:30',
    ]);
    expect(next('AAPL', '1h', '2021-11-24T20:00Z', 5)).toEqual([
      '2021-11-26T14:00',
      '2021-11-26T15:00',
      '2021-11-26T16:00',
      '2021-11-26T17:00',
      '2021-11-29T14:00',
    ]);
  });

  test('the clock of the exchange is kept when it changes', () => {
    expect(next('AAPL', '1h', '2021-03-12T20:30Z', 1)).toEqual(['2021-03-15T13:30']);
  });
});

test('A season has the sessions of a week, the weeks of a year, the bars of a session', () => {
  const season = (symbol: string, interval: Interval): number => barsPerSeason(calendarFor(symbol), interval);
  expect(season('AAPL', '1d')).toBe(5);
  expect(season('BTC-USD', '1d')).toBe(7);
  expect(season('AAPL', '1wk')).toBe(52);
  expect(season('AAPL', '1mo')).toBe(12);
  expect(season('AAPL', '3mo')).toBe(4);
  expect(season('AAPL', '1h')).toBe(7);
  expect(season('AAPL', '15m')).toBe(26);
});
