import { expect, test } from 'vitest';
import { calendarById, calendarFor } from '../../src/domain/calendar/calendars.ts';
import { dayAt, parseDay, startOf } from '../../src/domain/day.ts';
import type { Interval } from '../../src/domain/interval.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { analysedSymbol } from '../../src/manager/analysis/analysed-symbol.ts';
import { barNotes } from '../../src/manager/bar-notes.ts';

const newYork = calendarFor('QQQ');

function sessions(...ranges: readonly (readonly [string, string])[]): number[] {
  return ranges.flatMap(([from, to]) =>
    newYork.sessionDays({ from: parseDay(from), to: parseDay(to) }).map(startOf),
  );
}

function stored(times: readonly number[], interval: Interval = '1d') {
  const ts = Float64Array.from(times);
  const prices = ts.map((_, at) => 100 + at);
  return {
    series: {
      symbol: 'QQQ' as TickerSymbol,
      interval,
      ts,
      open: prices,
      high: prices,
      low: prices,
      close: prices,
      volume: prices,
    },
    bases: ['total'] as const,
  };
}

test('a hole is named with its sessions, and the shorter ones are counted', () => {
  const bars = stored(
    sessions(['2004-01-01', '2004-12-01'], ['2011-03-23', '2011-06-01'], ['2011-07-01', '2011-08-01']),
  );
  // Sessions of the New York Stock Exchange by year: 22 left of 2004, 252, 251, 251, 253, 252, 252, and 55 of 2011.
  const note =
    'Between 2004-11-30 and 2011-03-23 1,588 sessions are not stored, and in 1 shorter hole 22 sessions: ' +
    'the bars on either side are taken for neighbours.';
  expect(barNotes(bars, newYork)).toEqual([note]);
  expect(analysedSymbol(bars, newYork, {}, null).notes).toContain(note);
});

test('what the exchange itself closed is no hole, nor are some days', () => {
  expect(barNotes(stored(sessions(['2001-01-01', '2002-01-01'])), newYork)).toEqual([]);
  const few = sessions(['2005-01-03', '2005-03-01'], ['2005-03-07', '2005-06-01']);
  expect(barNotes(stored(few), newYork)).toEqual([]);
});

test('weeks and months have holes too; holidays that are not known are none', () => {
  const weeks = Array.from({ length: 60 }, (_, at) => startOf(parseDay('2015-01-05')) + at * 7 * 86_400_000);
  expect(barNotes(stored(weeks, '1wk'), newYork)).toEqual([]);
  const [note] = barNotes(stored([...weeks.slice(0, 20), ...weeks.slice(30)], '1wk'), newYork);
  expect(note).toContain('10 bars are not stored');
  const months = Array.from({ length: 24 }, (_, at) => Date.UTC(2015, at, 1));
  expect(barNotes(stored(months, '1mo'), newYork)).toEqual([]);
  const unknown = calendarById('unknown') ?? newYork;
  const start = dayAt(Date.UTC(2015, 1, 2));
  const gapOf = (days: number) => stored([start, start + 1, start + 2 + days].map((day) => day * 86_400_000));
  expect(unknown.known).toBeNull();
  expect(barNotes(gapOf(9), unknown)).toEqual([]);
  expect(barNotes(gapOf(20), unknown)).toHaveLength(1);
});

test('an adjustment that the stored prices cannot have is told', () => {
  const bars = stored(sessions(['2004-01-01', '2004-12-01']));
  expect(barNotes(bars, newYork, 'total')).toEqual([]);
  expect(barNotes(bars, newYork)).toEqual([]);
  const [note] = analysedSymbol(bars, newYork, {}, null, 'raw').notes.filter((one) => /asked for/.test(one));
  expect(note).toBe(
    'Prices adjusted for nothing (raw) were asked for, but those that are stored are adjusted for splits and ' +
      'dividends (total), and cannot be turned into these.',
  );
});
