import { addDays, startOf } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { messageOf } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import { NoSourceAnswered } from '../../domain/no-source-answered.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { type FetchPlan, planFetch } from '../../etl/coverage/plan.ts';
import { readCoverage } from '../../etl/coverage/read-coverage.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import {
  beginRun,
  type EtlRun,
  endRun,
  interrupted,
  noCounts,
  noteSymbols,
  type RunNote,
} from '../../storage/timescale/pipeline/etl-run.ts';
import { storeInstruments } from '../../storage/timescale/pipeline/store-company.ts';
import { inRetriedTransaction } from '../../storage/timescale/transaction.ts';
import { atOnce } from './at-once.ts';
import type { Answer } from './delivery.ts';
import { type KnownInstrument, readInstruments } from './instruments.ts';
import type { Pipeline } from './pipeline.ts';
import { countReport, type RunReport, type SymbolReport } from './run-report.ts';
import { sourceOf } from './store-answers.ts';
import { concernsAll, type StoreDelivery, storeTogether } from './store-together.ts';

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

/**
 * How many symbols are under way at once; how many requests are, the sources' own limits say. Symbols that wait for
 * a slow answer leave the others room enough to keep those limits busy, and what arrives meanwhile is stored together.
 */
const symbolsAtOnce = 32;

/**
 * Fetches what is missing of the wanted bars, judges and stores it, symbol by symbol. One that fails delays and
 * spoils no other. A second call right after finds nothing to fetch.
 * @throws what makes all symbols fail, as a lost database does; other failures are in the report
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
    const idle = planned.filter(({ requests }) => requests.length === 0).map((one) => skippedOf(wish, one));
    await mendInstruments(pipeline, run, planned);
    await noteSymbols(pool, run, idle);
    for (const report of idle) note(report);
    const asked = planned.filter(({ requests }) => requests.length > 0);
    const store = storeTogether(pipeline, run, wish.replace);
    await atOnce(asked, symbolsAtOnce, async (one) => {
      signal.throwIfAborted();
      const { report, isNoted } = await fetchOne(pipeline, wish, one, { signal, store });
      if (!isNoted) await noteSymbols(pool, run, [report]);
      note(report);
    });
    await endRun(pool, run, null);
  } catch (error) {
    const why = signal.aborted ? interrupted : messageOf(error);
    await endRun(pool, run, why).catch(() => undefined);
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
  return inRetriedTransaction(database.pool, async (client) => {
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

function skippedOf({ interval }: FetchWish, { instrument, plan }: Planned): SymbolReport {
  const reason = plan.resting.length > 0 ? 'nothing more to be had for now' : 'all of it is stored';
  const { symbol } = instrument;
  return { symbol, interval, source: null, counts: noCounts(), outcome: 'skipped', reason };
}

/** Of symbols whose bars are stored but which nobody would find: their row has gone. */
async function mendInstruments(
  { database, onChanged }: Pipeline,
  { source }: EtlRun,
  planned: readonly Planned[],
): Promise<void> {
  const idle = planned.filter(({ instrument, requests }) => instrument.isNew && requests.length === 0);
  const { rows } = await database.pool.query<{ symbol: TickerSymbol }>(
    `SELECT symbol FROM unnest($1::text[]) AS idle (symbol)
     WHERE EXISTS (SELECT FROM ts_price_history AS bar WHERE bar.symbol = idle.symbol)`,
    [idle.map(({ instrument }) => instrument.symbol)],
  );
  if (rows.length === 0) return;
  const lost = rows.map(({ symbol }) => ({ symbol, exchange: null, currency: null, source }));
  const tags = [...rows.map(({ symbol }) => symbol), 'symbols'];
  await inRetriedTransaction(database.pool, async (client) => {
    await storeInstruments(client, lost);
    await noticeChanges(client, tags);
  });
  await onChanged(tags);
}

interface FetchMeans {
  readonly signal: AbortSignal;
  readonly store: StoreDelivery;
}

/** A report, and whether the run has its line already. */
interface Fetched {
  readonly report: SymbolReport;
  readonly isNoted: boolean;
}

async function fetchOne(
  pipeline: Pipeline,
  { interval }: FetchWish,
  { instrument, requests }: Planned,
  { signal, store }: FetchMeans,
): Promise<Fetched> {
  const { symbol } = instrument;
  const answers: Answer[] = [];
  const failure = await failureOf(async () => {
    for (const asked of requests) {
      const request = { symbol, interval, from: startOf(asked.from), to: startOf(addDays(asked.to, -1)) };
      const { value } = await pipeline.market.bars(request, signal);
      answers.push({ asked, series: value });
    }
  });
  signal.throwIfAborted();
  let stored: RunNote | null = null;
  const storeFailure = await failureOf(async () => {
    if (answers.length > 0) stored = await store({ instrument, interval, answers });
  });
  return reportOf({ symbol, interval, source: sourceOf(answers) }, stored, failure ?? storeFailure);
}

function reportOf(
  series: Pick<SymbolReport, 'symbol' | 'interval' | 'source'>,
  stored: RunNote | null,
  failure: Failure | null,
): Fetched {
  const counts = stored?.counts ?? noCounts();
  if (failure !== null)
    return { report: { ...series, counts, outcome: 'failed', ...failure }, isNoted: false };
  if (stored) {
    const { outcome, reason, keptFor } = stored;
    return { report: { ...series, counts, outcome, reason, ...(keptFor && { keptFor }) }, isNoted: true };
  }
  const nothing = { outcome: 'success', reason: 'the source has no bars there' } as const;
  return { report: { ...series, counts, ...nothing }, isNoted: false };
}

type Failure = Pick<SymbolReport, 'reason' | 'remedy' | 'failures'>;

/** Why work for one symbol failed, null where it did not. @throws what makes all symbols fail */
async function failureOf(work: () => Promise<void>): Promise<Failure | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof NoSourceAnswered)
      return { reason: error.parts.got, remedy: error.parts.remedy, failures: error.failures };
    if (concernsAll(error)) throw error;
    return { reason: messageOf(error) };
  }
}

function placeOf({ symbols, interval }: FetchWish): string {
  const some = symbols.slice(0, 5).join(', ');
  return `${some}${symbols.length > 5 ? ` and ${symbols.length - 5} more` : ''} ${interval}`;
}
