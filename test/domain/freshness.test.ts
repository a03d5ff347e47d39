import { expect, it } from 'vitest';
import { dayText, parseDay, startOf } from '../../src/domain/day.ts';
import { freshnessLines, type SeriesReach } from '../../src/domain/freshness.ts';
import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';

const series = (symbol: string, last: string, more: Partial<SeriesReach> = {}): SeriesReach => ({
  symbol: symbol as TickerSymbol,
  exchange: null,
  interval: '1d',
  last: startOf(parseDay(last)),
  knownTo: null,
  ...more,
});

function lines(all: readonly SeriesReach[], now: string) {
  return freshnessLines(all, Date.parse(now) as EpochMs).map((line) => ({
    ...line,
    expected: dayText(line.expected),
    oldest: dayText(line.oldest),
    newest: dayText(line.newest),
  }));
}

it('a session counts once it is over', () => {
  const bars = [series('AAPL', '2024-03-07')];
  // New York closes at 21:00 UTC on Friday the 8th.
  expect(lines(bars, '2024-03-08T20:59:00Z')).toMatchObject([
    { expected: '2024-03-07', upToDate: 1, behind: 0 },
  ]);
  expect(lines(bars, '2024-03-08T21:00:00Z')).toMatchObject([
    { expected: '2024-03-08', upToDate: 0, behind: 1 },
  ]);
});

it('weekends and holidays leave nothing behind', () => {
  // Good Friday 2024 was the 29th of March.
  const bars = [series('AAPL', '2024-03-28')];
  expect(lines(bars, '2024-04-01T12:00:00Z')).toMatchObject([{ expected: '2024-03-28', upToDate: 1 }]);
});

it('exchanges and intervals are counted apart', () => {
  const all = [
    series('AAPL', '2024-03-07'),
    series('IBM', '2024-02-01'),
    series('VOD.L', '2024-03-08'),
    series('AAPL', '2024-03-01', { interval: '1wk', last: startOf(parseDay('2024-02-26')) }),
  ];
  expect(lines(all, '2024-03-08T22:00:00Z').map(({ title, ...line }) => line)).toEqual([
    expect.objectContaining({ exchange: 'XLON', interval: '1d', instruments: 1, upToDate: 1, behind: 0 }),
    {
      exchange: 'XNYS',
      interval: '1d',
      instruments: 2,
      upToDate: 0,
      behind: 2,
      expected: '2024-03-08',
      oldest: '2024-02-01',
      newest: '2024-03-07',
    },
    expect.objectContaining({ exchange: 'XNYS', interval: '1wk', oldest: '2024-03-01', behind: 1 }),
  ]);
});

it('a session that no source has a bar of is known of', () => {
  const bars = [series('AAPL', '2024-03-06', { knownTo: parseDay('2024-03-09') })];
  expect(lines(bars, '2024-03-08T22:00:00Z')).toMatchObject([{ upToDate: 1, oldest: '2024-03-08' }]);
});

it('nothing stored makes no line', () => {
  expect(lines([], '2024-03-08T22:00:00Z')).toEqual([]);
});
