import { describe, expect, test } from 'vitest';
import { barStarts } from '../../../src/domain/calendar/bar-grid.ts';
import { calendarById, calendarFor, calendars } from '../../../src/domain/calendar/calendars.ts';
import type { ExchangeCalendar, Session } from '../../../src/domain/calendar/exchange-calendar.ts';
import { addDays, dayAt, dayText, parseDay, startOf, weekdayOf } from '../../../src/domain/day.ts';

function calendar(id: string): ExchangeCalendar {
  const found = calendarById(id);
  if (found === null) throw new Error(`no calendar ${id}`);
  return found;
}

function session(id: string, date: string): Session {
  const found = calendar(id).session(parseDay(date));
  if (found === null) throw new Error(`${id} has no session on ${date}`);
  return found;
}

const time = (moment: number): string => new Date(moment).toISOString().slice(0, 16);
const hours = (id: string, date: string): string => {
  const { open, close } = session(id, date);
  return `${time(open)} ${time(close)}`;
};

describe('holidays', () => {
  test.each([
    [
      'XNYS',
      '1970-02-23 1972-11-07 1977-07-14 1985-09-27 1998-01-19 2001-09-11 2001-09-14 2004-06-11 2007-01-02 2012-10-29 2012-10-30 2018-12-05 2021-12-24 2022-06-20 2025-01-09 2027-06-18 2030-04-19',
      '1970-05-29 1984-11-06 1997-01-20 2001-09-10 2001-09-17 2010-12-31 2021-06-18 2021-12-31 2025-01-10 2028-11-07',
    ],
    [
      'XLON',
      '1995-05-08 1999-12-31 2002-06-04 2011-04-29 2012-06-05 2020-05-08 2022-06-02 2022-09-19 2023-05-08 2027-12-28',
      '1995-05-01 2002-05-27 2020-05-04 2022-05-30 2023-05-09',
    ],
    ['XETR', '2007-05-28 2017-10-31 2018-10-03 2021-05-24 2026-12-31', '2006-10-03 2022-06-06 2022-10-03'],
    ['XPAR', '1999-07-14 2001-12-31 2026-05-01', '2003-07-14 2002-12-31 2026-05-14'],
    ['XAMS', '2001-04-30', '2002-04-30'],
    ['XBRU', '2000-07-21', '2003-07-21'],
    ['XLIS', '2002-12-24 2001-06-13', '2003-04-25'],
    ['XSWX', '2026-01-02 2026-05-14 2026-05-25 2025-08-01', '2025-08-04'],
    ['XTSE', '2001-09-12 2008-02-18 2026-05-18 2026-10-12', '2007-02-19 2001-09-13'],
    [
      'XTKS',
      '1990-11-12 1993-06-09 2009-09-22 2015-09-22 2019-05-02 2019-10-22 2020-07-24 2021-08-09 2026-09-22 2024-12-31',
      '2019-12-23 2020-10-12 2021-10-11',
    ],
    [
      'XHKG',
      '1999-09-16 2003-01-31 2010-04-06 2015-09-03 2020-10-02 2021-04-06 2022-09-12 2023-09-01 2026-02-19 2026-04-07',
      '2009-10-05 2026-02-20',
    ],
    ['XASX', '2010-04-26 2011-04-26 2022-09-22 2022-01-03', '2022-09-23'],
    ['XNSE', '2024-01-26', '2024-01-25'],
  ])('%s is closed on %s', (id, closed, open) => {
    const isSession = (date: string): boolean => calendar(id).isSession(parseDay(date));
    expect(closed.split(' ').filter(isSession)).toEqual([]);
    expect(open.split(' ').filter((date) => !isSession(date))).toEqual([]);
  });
});

describe('hours', () => {
  test.each([
    ['XNYS', '1974-09-30', '1974-09-30T14:00 1974-09-30T19:30'],
    ['XNYS', '1985-09-30', '1985-09-30T13:30 1985-09-30T20:00'],
    // Clocks change between these two pairs of days, in March and in November.
    ['XNYS', '2024-03-08', '2024-03-08T14:30 2024-03-08T21:00'],
    ['XNYS', '2024-03-11', '2024-03-11T13:30 2024-03-11T20:00'],
    ['XNYS', '2024-11-01', '2024-11-01T13:30 2024-11-01T20:00'],
    ['XNYS', '2024-11-04', '2024-11-04T14:30 2024-11-04T21:00'],
    ['XLON', '2024-03-28', '2024-03-28T08:00 2024-03-28T16:30'],
    ['XLON', '2024-04-02', '2024-04-02T07:00 2024-04-02T15:30'],
    // Across 00:00 UTC: the open is on the day before.
    ['XASX', '2024-04-05', '2024-04-04T23:00 2024-04-05T05:00'],
    ['XASX', '2024-04-08', '2024-04-08T00:00 2024-04-08T06:00'],
    ['XTKS', '2024-11-01', '2024-11-01T00:00 2024-11-01T06:00'],
    ['XTKS', '2024-11-05', '2024-11-05T00:00 2024-11-05T06:30'],
    ['XLIS', '2024-07-01', '2024-07-01T07:00 2024-07-01T15:30'],
    ['forex', '2024-07-01', '2024-06-30T23:00 2024-07-01T23:00'],
    ['crypto', '2024-03-31', '2024-03-31T00:00 2024-04-01T00:00'],
  ])('%s on %s', (id, date, expected) => expect(hours(id, date)).toBe(expected));

  test.each([
    ['XNYS', '2024-07-03', '17:00'],
    ['XNYS', '2002-07-05', '17:00'],
    ['XNYS', '2024-11-29', '18:00'],
    ['XNYS', '1992-12-24', '19:00'],
    ['XLON', '2022-12-23', '12:30'],
    ['XETR', '2022-12-30', '13:00'],
    ['XPAR', '2024-12-24', '13:05'],
    ['XTSE', '2024-12-24', '18:00'],
    ['XHKG', '2025-01-28', '04:00'],
    ['XTKS', '2008-12-30', '02:00'],
    ['XASX', '2024-12-31', '03:10'],
  ])('a half day of %s on %s ends at %s', (id, date, expected) => {
    const { close, isHalfDay } = session(id, date);
    expect([time(close).slice(11), isHalfDay]).toEqual([expected, true]);
  });

  test('a half day that ends before noon has no break', () => {
    expect(session('XHKG', '2025-01-28').break).toBeNull();
    expect(session('XHKG', '2025-01-27').break).not.toBeNull();
  });

  test.each(['2024-01-10', '2024-03-11', '2024-07-31', '2024-11-04', '2024-12-24'])(
    'a moment of %s is that date at each exchange and in UTC, and before its close',
    (date) => {
      for (const one of calendars) {
        const at = one.momentOn(startOf(parseDay(date)));
        expect([dayText(one.dayAt(at)), dayText(dayAt(at))], one.id).toEqual([date, date]);
        expect(at, one.id).toBeLessThan(one.session(parseDay(date))?.close ?? Number.POSITIVE_INFINITY);
      }
    },
  );

  test('the date at the exchange, on both sides of the change of clocks', () => {
    const at = (id: string, moment: string): string => dayText(calendar(id).dayAt(Date.parse(moment)));
    expect(at('XNYS', '2024-11-03T03:59:00Z')).toBe('2024-11-02');
    expect(at('XNYS', '2024-11-04T04:30:00Z')).toBe('2024-11-03');
    expect(at('XASX', '2024-04-07T13:30:00Z')).toBe('2024-04-07');
    expect(at('XTKS', '2024-04-07T15:00:00Z')).toBe('2024-04-08');
  });
});

test('neighbouring sessions, lists and counts agree', () => {
  const range = { from: parseDay('1998-12-20'), to: parseDay('2002-01-08') };
  for (const each of calendars) {
    const naive = Array.from({ length: range.to - range.from }, (_, n) => addDays(range.from, n)).filter(
      (day) => each.isSession(day),
    );
    expect(each.sessionDays(range)).toEqual(naive);
    expect(each.countSessions(range)).toBe(naive.length);
    for (const [at, day] of naive.slice(0, -1).entries()) {
      expect(each.nextSession(addDays(day, 1))).toBe(naive[at + 1]);
      expect(each.previousSession(addDays(naive[at + 1] ?? day, -1))).toBe(day);
    }
  }
});

test('crypto has sessions on all days, currencies on weekdays', () => {
  const week = { from: parseDay('2024-12-23'), to: parseDay('2024-12-30') };
  expect(calendar('crypto').countSessions(week)).toBe(7);
  expect(calendar('forex').sessionDays(week).map(weekdayOf)).toEqual([1, 2, 3, 4, 5]);
});

test('each calendar says for which days its holidays are known', () => {
  const known = calendars.map(({ id, known }) => `${id} ${known ? dayText(known.from) : '-'}`);
  expect(known).toContain('XNYS 1970-01-01');
  expect(known).toContain('XNSE -');
  expect(known).toContain('unknown -');
});

test.each([
  ['AAPL', null, 'XNYS'],
  ['BRK-B', null, 'XNYS'],
  ['BRK.B', null, 'XNYS'],
  ['^GSPC', null, 'XNYS'],
  ['^FTSE', null, 'XLON'],
  ['VOD.L', null, 'XLON'],
  ['SAP.DE', null, 'XETR'],
  ['MC.PA', null, 'XPAR'],
  ['RY.TO', null, 'XTSE'],
  ['7203.T', null, 'XTKS'],
  ['0700.HK', null, 'XHKG'],
  ['EURUSD=X', null, 'forex'],
  ['BTC-USD', null, 'crypto'],
  ['ES=F', null, 'unknown'],
  ['XYZ.SA', null, 'unknown'],
  ['^XYZ', null, 'unknown'],
  ['AAPL', 'NMS', 'XNYS'],
  ['AAPL', 'xnas', 'XNYS'],
  ['SAP.DE', 'GER', 'XETR'],
  ['BTC-USD', 'CCC', 'crypto'],
  ['VOD.L', 'ZZZ', 'XLON'],
  // What the exchange says goes before what the symbol looks like.
  ['VOD', 'LSE', 'XLON'],
])('%s on %s has the calendar %s', (symbol, exchange, id) => {
  expect(calendarFor(symbol, exchange).id).toBe(id);
});

describe('bars of a session', () => {
  const starts = (id: string, date: string, interval: '1h' | '90m' | '1m'): string[] =>
    barStarts(session(id, date), interval).map((start) => time(start).slice(11));

  test('1h in New York begins at the open and ends with half an hour', () => {
    expect(starts('XNYS', '2024-07-02', '1h').join(' ')).toBe('13:30 14:30 15:30 16:30 17:30 18:30 19:30');
    expect(starts('XNYS', '2024-07-03', '1h').join(' ')).toBe('13:30 14:30 15:30 16:30');
    expect(starts('XNYS', '2024-07-02', '1m')).toHaveLength(390);
  });

  test('no bar lies wholly in the break', () => {
    expect(starts('XHKG', '2025-01-27', '1h').join(' ')).toBe('01:30 02:30 03:30 04:30 05:30 06:30 07:30');
    expect(starts('XHKG', '2025-01-27', '1m')).toHaveLength(330);
  });
});
