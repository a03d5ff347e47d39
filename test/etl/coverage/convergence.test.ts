import { expect, test } from 'vitest';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import { applyChange, type Coverage, emptyCoverage } from '../../../src/domain/coverage.ts';
import { addDays, parseDay, startOf } from '../../../src/domain/day.ts';
import type { DayRange } from '../../../src/domain/day-ranges.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { Day, EpochMicros, EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import { coverageChange, sessionDaysOf } from '../../../src/etl/coverage/answer.ts';
import { planFetch, type Wish } from '../../../src/etl/coverage/plan.ts';
import { createPrng } from '../../../src/sources/synthetic/prng.ts';

/** A source that has bars of most sessions of an instrument that was listed for some time. */
interface PretendedSource {
  hasBar(day: Day): boolean;
}

function answer(source: PretendedSource, wish: Wish, request: DayRange): Coverage {
  const starts = wish.calendar
    .sessions(request)
    .filter(({ open, day }) => open <= wish.now && source.hasBar(day))
    .map(({ open, day }) => ((wish.interval === '1h' ? open : startOf(day)) * 1000) as EpochMicros);
  return applyChange(
    wish.coverage,
    coverageChange(wish.calendar, {
      symbol: 'X' as TickerSymbol,
      interval: wish.interval,
      days: sessionDaysOf(wish.calendar, wish.interval, starts),
      asked: request,
      fetchedAt: wish.now,
    }),
  );
}

test.each<[string, Interval]>([
  ['AAPL', '1d'],
  ['BHP.AX', '1h'],
  ['7203.T', '1wk'],
  ['BTC-USD', '1mo'],
  ['EURUSD=X', '1d'],
])('%s %s: what was asked for is not asked for again at once, whatever came', (symbol, interval) => {
  const calendar = calendarFor(symbol);
  const random = createPrng(3, symbol);
  for (let round = 0; round < 12; round += 1) {
    const listed = {
      from: parseDay('2018-01-01'),
      to: addDays(parseDay('2018-06-01'), random.integer(0, 1500)),
    };
    const holes = new Set(Array.from({ length: 40 }, () => addDays(listed.from, random.integer(0, 1500))));
    const source: PretendedSource = {
      hasBar: (day) => day >= listed.from && day < listed.to && !holes.has(day),
    };
    let coverage = emptyCoverage;
    let now = Date.parse('2019-01-01T00:00Z');
    for (let step = 0; step < 12; step += 1) {
      now += random.integer(1, 120 * 24 * 60) * 60_000;
      const from = addDays(parseDay('2017-01-01'), random.integer(0, 900));
      const wanted = { from, to: addDays(from, random.integer(1, 1500)) };
      const wish = (): Wish => ({ calendar, interval, wanted, coverage, now: now as EpochMs });
      for (const request of planFetch(wish()).requests) coverage = answer(source, wish(), request);
      expect(planFetch(wish()).requests).toEqual([]);
    }
  }
});
