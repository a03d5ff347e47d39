import { addDays, dayAt } from '../domain/day.ts';
import type { DayRange } from '../domain/day-ranges.ts';
import { StockulaError } from '../domain/errors.ts';
import type { Interval } from '../domain/interval.ts';
import { NoSourceAnswered } from '../domain/no-source-answered.ts';
import type { EpochMs, TickerSymbol } from '../domain/nominal.ts';
import type { JobContext, JobHandlers } from '../jobs/handlers.ts';
import { fetchBars } from '../manager/pipeline/fetch-bars.ts';
import { fetchCompany, fetchRates, snapshotOptions } from '../manager/pipeline/fetch-others.ts';
import { heal } from '../manager/pipeline/heal.ts';
import type { Pipeline } from '../manager/pipeline/pipeline.ts';
import type { RunReport, SymbolReport } from '../manager/pipeline/run-report.ts';
import { usualRange } from '../manager/pipeline/usual-range.ts';
import { settleAggregates } from '../storage/timescale/aggregates-due.ts';

/** Days that are asked for again for the sake of their dividends and splits: an announcement can come late. */
const daysOfActions = 10;
const anyDays = { start_date: null, end_date: null };

/** What the jobs of the queue do. */
export function jobHandlers(pipeline: Pipeline): JobHandlers {
  const bars = async (
    symbol: TickerSymbol,
    interval: Interval,
    range: DayRange,
    again: boolean,
    context: JobContext,
  ) => {
    const wish = { symbols: [symbol], interval, rangeOf: () => range, replace: false, again };
    return resultOf([await fetchBars(pipeline, wish, controlOf(context))]);
  };
  return {
    'fetch-bars': ({ symbol, interval, from, to }, context) => {
      const asked = { from: dayOrNull(from), to: dayOrNull(to) };
      return bars(symbol, interval, usualRange(interval, pipeline.now(), asked, anyDays), false, context);
    },
    'fetch-actions': ({ symbol }, context) => {
      const today = dayAt(pipeline.now());
      const range = { from: addDays(today, -daysOfActions), to: addDays(today, 1) };
      return bars(symbol, '1d', range, true, context);
    },
    'fetch-metadata': ({ symbol }, { signal }) => fetchCompany(pipeline, symbol, signal),
    'options-snapshot': ({ symbol }, { signal }) => snapshotOptions(pipeline, symbol, signal),
    heal: async ({ symbol, interval }, context) =>
      resultOf(
        await heal(pipeline, { symbols: [symbol], interval, from: null, to: null }, controlOf(context)),
      ),
    aggregates: async (_, { progress }) => ({
      built: await settleAggregates(pipeline.database, (done, total) =>
        progress({ done, total, text: 'aggregates' }),
      ),
    }),
    rates: async (_, { signal }) => ({ written: await fetchRates(pipeline, signal) }),
  };
}

function dayOrNull(at: EpochMs | undefined) {
  return at === undefined ? null : dayAt(at);
}

function controlOf({ signal, progress }: JobContext) {
  return {
    signal,
    onSymbol: ({ symbol, interval }: { symbol: string; interval: string }, done: number, total: number) =>
      progress({ done, total, text: `${symbol} ${interval}` }),
  };
}

/** Where sources are the reason, with what they said: it tells whether, and when, another attempt may help. */
function failureOf(failed: readonly SymbolReport[]): StockulaError {
  const [first] = failed;
  const series = `bars of ${first?.symbol} (${failed.map(({ interval }) => interval).join(', ')})`;
  const other = failed.find(({ failures }) => failures === undefined);
  if (!other)
    return new NoSourceAnswered(
      series,
      failed.flatMap(({ failures = [] }) => failures),
    );
  return new StockulaError('RUN_FAILED', {
    expected: series,
    got: other.reason ?? 'a failure without a reason',
    remedy: 'See "stockula etl runs".',
  });
}

/** What is kept with the job. @throws StockulaError where a symbol failed, so that the job is tried again */
function resultOf(runs: readonly RunReport[]): object {
  const symbols = runs.flatMap((run) => run.symbols);
  const failed = symbols.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) throw failureOf(failed);
  const total = (name: 'written' | 'corrected' | 'quarantined'): number =>
    symbols.reduce((sum, { counts }) => sum + counts[name], 0);
  return {
    runs: runs.map(({ id }) => id),
    written: total('written'),
    corrected: total('corrected'),
    quarantined: total('quarantined'),
  };
}
