import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { periodsIn, periodUnit, withTimes } from '../../domain/calendar/periods.ts';
import { type Coverage, type CoverageLedger, emptyCoverage, type PeriodGrid } from '../../domain/coverage.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { finalAfterMs } from './limits.ts';

/** A symbol and the calendar of its exchange. */
export interface CoveredInstrument {
  readonly symbol: TickerSymbol;
  readonly calendar: ExchangeCalendar;
}

/**
 * The coverage of many symbols, in one query as a rule. Bars of symbols that the ledger does not know yet, as after a
 * migration, are counted first: one query for each calendar.
 */
export async function readCoverage(
  ledger: CoverageLedger,
  instruments: readonly CoveredInstrument[],
  interval: Interval,
): Promise<ReadonlyMap<TickerSymbol, Coverage>> {
  const symbols = instruments.map(({ symbol }) => symbol);
  const known = await ledger.read(symbols, interval);
  const uncounted = instruments.filter(({ symbol }) => !known.has(symbol));
  if (uncounted.length === 0) return known;
  for (const [calendar, some] of Map.groupBy(uncounted, (instrument) => instrument.calendar)) {
    await ledger.count(
      some.map(({ symbol }) => symbol),
      interval,
      periodGrid(calendar, interval),
    );
  }
  const counted = await ledger.read(
    uncounted.map(({ symbol }) => symbol),
    interval,
  );
  return new Map(
    symbols.map((symbol) => [symbol, known.get(symbol) ?? counted.get(symbol) ?? emptyCoverage]),
  );
}

/** The grid on which stored bars of an interval are counted. */
function periodGrid(calendar: ExchangeCalendar, interval: Interval): PeriodGrid {
  const unit = periodUnit(interval);
  return {
    unit,
    zone: isIntraday(interval) ? calendar.zone : 'UTC',
    periods: (range) => periodsIn(calendar, unit, range).map((period) => withTimes(calendar, period)),
    finalAfterMs,
  };
}
