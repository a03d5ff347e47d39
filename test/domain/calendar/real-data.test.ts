import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import { addDays, dayText, parseDay } from '../../../src/domain/day.ts';
import type { Day } from '../../../src/domain/nominal.ts';
import { ask, cleanSharedFile, hasSharedLegacy } from '../../support/sources.ts';

const csvFolder = resolve(import.meta.dirname, '../../../../shared/data/csv');
const newYork = calendarFor('SPY');

describe.skipIf(!hasSharedLegacy)('daily bars of 1998 to 2021', () => {
  test.each(['SPY', 'IBM'])('%s has a bar on each session and on no other day', (symbol) => {
    const bars = ask<{ date: string }>(
      cleanSharedFile,
      `SELECT date FROM price_history WHERE symbol = '${symbol}' AND interval = '1d' ORDER BY date`,
    ).map(({ date }) => date);
    const range = { from: parseDay('1998-01-01'), to: parseDay('2021-04-01') };
    expect(newYork.sessionDays(range).map(dayText)).toEqual(bars);
  });
});

/** The share of each day's volume in the bars that begin five and a half hours after the open, 15:00, or later. */
function lateShares(symbol: string): [Day, number][] {
  const text = gunzipSync(readFileSync(resolve(csvFolder, `${symbol}-1h.csv.gz`))).toString();
  const days = new Map<Day, { late: number; all: number }>();
  for (const line of text.trim().split('\n').slice(1)) {
    const [, , ts = '', , , , , volume] = line.split(',');
    const moment = Date.parse(ts);
    const day = newYork.dayAt(moment);
    const sums = days.get(day) ?? { late: 0, all: 0 };
    sums.all += Number(volume);
    if (moment >= (newYork.session(day)?.open ?? Number.NaN) + 5.5 * 3_600_000) sums.late += Number(volume);
    days.set(day, sums);
  }
  return [...days].map(([day, { late, all }]) => [day, late / all]);
}

describe.skipIf(!existsSync(csvFolder))('hourly bars of 1998 to 2021', () => {
  // After a half day 0.4 % of the volume is reported late at most; on full days 2 % and more come in the last hour.
  test.each(['SPY', 'IBM', 'AAPL'])('%s trades late in the afternoon except on half days', (symbol) => {
    const halfDays = lateShares(symbol)
      .filter(([, share]) => share < 0.01)
      .map(([day]) => dayText(day));
    const expected = newYork
      .sessions({ from: parseDay('1998-01-01'), to: addDays(parseDay('2021-03-31'), 1) })
      .filter(({ isHalfDay }) => isHalfDay)
      .map(({ day }) => dayText(day));
    expect(halfDays).toEqual(expected);
    expect(halfDays).toHaveLength(52);
  });
});
