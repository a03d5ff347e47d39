import type pg from 'pg';
import { countPeriods, periodUnit } from '../../domain/calendar/periods.ts';
import { addDays, dayAt } from '../../domain/day.ts';
import { union } from '../../domain/day-ranges.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { planFetch } from '../../etl/coverage/plan.ts';
import { readCoverage } from '../../etl/coverage/read-coverage.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import { readInstruments } from './instruments.ts';

/** How many sessions since the first one that is held could be fetched now. */
export async function missingSessions(
  pool: pg.Pool,
  symbol: TickerSymbol,
  interval: Interval,
  now: EpochMs,
): Promise<number> {
  const [instrument, coverage] = await inTransaction(pool, async (client) => {
    const [known] = await readInstruments(client, [symbol]);
    const covered = known ? await readCoverage(coverageLedger(client), [known], interval) : null;
    return [known, covered?.get(symbol)] as const;
  });
  const first = coverage?.held[0] ?? coverage?.provisional[0];
  if (!instrument || !coverage || !first) return 0;
  const { calendar } = instrument;
  const wanted = { from: first.from, to: addDays(dayAt(now), 2) };
  const plan = planFetch({ calendar, interval, wanted, coverage, now });
  const due = union(union(plan.missing, plan.provisional), plan.running);
  return due.reduce((sum, range) => sum + countPeriods(calendar, periodUnit(interval), range), 0);
}
