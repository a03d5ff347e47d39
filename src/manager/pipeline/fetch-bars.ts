import { addDays, startOf } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { messageOf } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import { NoSourceAnswered } from '../../domain/no-source-answered.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { type FetchPlan, planFetch } from '../../etl/coverage/plan.ts';
import { readCoverage } from '../../etl/coverage/read-coverage.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import {
  beginRun,
  type EtlRun,
  endRun,
  noCounts,
  noteSymbols,
} from '../../storage/timescale/pipeline/etl-run.ts';
import { retryContended } from '../../storage/timescale/retry-contended.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import { atOnce } from './at-once.ts';
import { type KnownInstrument, readInstruments } from './instruments.ts';
import type { Pipeline } from './pipeline.ts';
import { countReport, type RunReport, type SymbolReport } from './run-report.ts';
import { type Answer, sourceOf, storeAnswers } from './store-answers.ts';

/** Bars that are wanted. */
export interface FetchWish {
  readonly symbols: readonly TickerSymbol[];
  readonly interval: Interval;
  /** The sessions wanted of a symbol. */
  readonly rangeOf: (symbol: TickerSymbol) => DayRange;
  /** Whether bars of other sources are replaced. */
  readonly replace: boolean;
  /** Whether sessions that are held are fetched again. */
  readonly again: boolean;
}

export interface FetchControl {
  readonly signal: AbortSignal;
  /** Told each symbol as it is done with. */
  readonly onSymbol?: (report: SymbolReport, done: number, total: number) => void;
}

/** How many symbols are under way at once; how many requests are, the sources' own limits say. */
const symbolsAtOnce = 8;

/**
 * Fetches what is missing of the wanted bars, judges and stores it, symbol by symbol. One that fails delays and
 * spoils no other. A second call right after finds nothing to fetch.
 * @throws what the database reports; failures of sources are in the report
 */
export async function fetchBars(
  pipeline: Pipeline,
  wish: FetchWish,
  { signal, onSymbol }: FetchControl,
): Promise<RunReport> {
  const start = performance.now();
  const planned = await planAll(pipeline, wish);
  const { pool } = pipeline.database;
  const run = await beginRun(pool, { kind: 'fetch', source: 'chain', place: placeOf(wish) });
  const symbols: SymbolReport[] = [];
  const note = (report: SymbolReport): void => {
    symbols.push(report);
    countReport(pipeline.metrics, 'fetch', report);
    onSymbol?.(report, symbols.length, planned.length);
  };
  try {
    await atOnce(planned, symbolsAtOnce, async (one) => {
      signal.throwIfAborted();
      note(await fetchOne(pipeline, run, wish, one, signal));
    });
    await endRun(pool, run, null);
  } catch (error) {
    await endRun(pool, run, messageOf(error)).catch(() => undefined);
    throw error;
  }
  symbols.sort((one, other) => (one.symbol < other.symbol ? -1 : 1));
  return { id: run.id, kind: 'fetch', seconds: (performance.now() - start) / 1000, symbols };
}

interface Planned {
  readonly instrument: KnownInstrument;
  readonly requests: readonly DayRange[];
  readonly plan: FetchPlan;
}

async function planAll({ database, now }: Pipeline, wish: FetchWish): Promise<Planned[]> {
  const { symbols, interval, rangeOf, again } = wish;
  return inTransaction(database.pool, async (client) => {
    const instruments = await readInstruments(client, symbols);
    const coverage = await readCoverage(coverageLedger(client), instruments, interval);
    return instruments.map((instrument) => {
      const known = coverage.get(instrument.symbol);
      if (!known) throw new Error(`the coverage of ${instrument.symbol} was not read`);
      const wanted = rangeOf(instrument.symbol);
      const plan = planFetch({
        calendar: instrument.calendar,
        interval,
        wanted,
        coverage: known,
        now: now(),
      });
      return { instrument, plan, requests: again ? [wanted] : plan.requests };
    });
  });
}

async function fetchOne(
  pipeline: Pipeline,
  run: EtlRun,
  { interval, replace }: FetchWish,
  { instrument, requests, plan }: Planned,
  signal: AbortSignal,
): Promise<SymbolReport> {
  const { symbol } = instrument;
  const line = { symbol, interval, source: null, counts: noCounts() };
  const { pool } = pipeline.database;
  if (requests.length === 0) {
    const reason = plan.resting.length > 0 ? 'nothing more to be had for now' : 'all of it is stored';
    const skipped = { ...line, outcome: 'skipped', reason } as const;
    await noteSymbols(pool, run, [skipped]);
    return skipped;
  }
  const answers: Answer[] = [];
  const failure = await askFor(requests, async (asked) => {
    const request = { symbol, interval, from: startOf(asked.from), to: startOf(addDays(asked.to, -1)) };
    const { value } = await pipeline.market.bars(request, signal);
    answers.push({ asked, series: value });
  });
  signal.throwIfAborted();
  const source = sourceOf(answers);
  const own = { ...run, source: source ?? run.source };
  const stored =
    answers.length > 0
      ? await retryContended(() => storeAnswers(pipeline, own, { instrument, interval, answers, replace }))
      : null;
  const counts = stored?.counts ?? line.counts;
  const report: SymbolReport = failure
    ? { ...line, source, counts, outcome: 'failed', reason: failure }
    : {
        ...line,
        source,
        counts,
        outcome: stored?.outcome ?? 'success',
        reason: stored ? stored.reason : 'the source has no bars there',
      };
  if (failure || !stored) await noteSymbols(pool, run, [report]);
  return report;
}

/** Asks one after the other until one fails; returns why it did. */
async function askFor(
  requests: readonly DayRange[],
  ask: (request: DayRange) => Promise<void>,
): Promise<string | null> {
  try {
    for (const request of requests) await ask(request);
    return null;
  } catch (error) {
    if (!(error instanceof NoSourceAnswered)) throw error;
    return error.parts.got;
  }
}

function placeOf({ symbols, interval }: FetchWish): string {
  const some = symbols.slice(0, 5).join(', ');
  return `${some}${symbols.length > 5 ? ` and ${symbols.length - 5} more` : ''} ${interval}`;
}
