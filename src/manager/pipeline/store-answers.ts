import type pg from 'pg';
import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import type { JudgedBars } from '../../domain/judged-bars.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { FetchedSeries } from '../../domain/source.ts';
import { BarJudge } from '../../etl/bar-judge.ts';
import { coverageChange, sessionDaysOf } from '../../etl/coverage/answer.ts';
import { type Actions, readActions } from '../../etl/transform/actions.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import { quarantineRows } from '../../storage/timescale/pipeline/bar-notes.ts';
import type { EtlRun, RunNote } from '../../storage/timescale/pipeline/etl-run.ts';
import { storable } from '../../storage/timescale/pipeline/quarantine-place.ts';
import { deliveredActions, settleSetAside } from '../../storage/timescale/pipeline/settle-set-aside.ts';
import { storeDividends, storeSplits } from '../../storage/timescale/pipeline/store-actions.ts';
import { storeBars } from '../../storage/timescale/pipeline/store-bars.ts';
import { type Instrument, storeInstruments } from '../../storage/timescale/pipeline/store-company.ts';
import type { Answer, Delivery } from './delivery.ts';
import { type KnownInstrument, mergedSplits, sessionCalendar } from './instruments.ts';
import { type KnownAround, readKnownAround } from './known-around.ts';
import type { Pipeline } from './pipeline.ts';
import { type SplitDelivery, splitDoubts } from './split-doubts.ts';

interface ReadAnswer extends Answer {
  readonly actions: Actions;
  /** What is stored around its bars. */
  readonly known: KnownAround;
  /** Of the sound bars, in the order in which they are judged. */
  readonly starts: EpochMicros[];
}

interface ReadDelivery extends Delivery {
  readonly read: readonly ReadAnswer[];
}

/**
 * Judges what a source answered about some symbols and stores all of it in one transaction: bars, dividends, splits,
 * the instruments, what is covered now, and the notice to those who have any of it in their cache.
 * @param deliveries of different symbols
 * @returns their lines of the run; null for one without bars
 */
export async function storeAnswers(
  pipeline: Pipeline,
  run: EtlRun,
  deliveries: readonly Delivery[],
  replace: boolean,
): Promise<(RunNote | null)[]> {
  const now = (pipeline.now() * 1000) as EpochMicros;
  const around = await readKnownAround(pipeline.database.pool, deliveries, now);
  const read = deliveries.map((delivery) => readDelivery(delivery, around, now)).sort(bySymbol);
  const tallies = new Map<TickerSymbol, JudgedBars['tallies']>();
  const tags = new Set(deliveries.flatMap(({ instrument }) => changedTags(instrument)));
  const lines = await storeBars(pipeline.database.pool, run, judgeAll(read, now, tallies), {
    replace,
    compressAfter: pipeline.policies.compressAfter,
    retentionRawBars: pipeline.policies.retentionRawBars,
    expectedBars: null,
    onStored: async (client) => {
      await storeInstruments(
        client,
        read.map((delivery) => instrumentOf(run, delivery)),
      );
      const doubts: CoverageChange[] = [];
      for (const delivery of read) {
        for (const answer of delivery.read)
          doubts.push(...(await splitDoubts(client, splitDelivery(delivery, answer))));
        await storeActions(client, run, delivery, replace);
      }
      await coverageLedger(client).record([...read.flatMap(coverageChanges), ...doubts]);
      await noticeChanges(client, tags);
    },
  });
  await pipeline.onChanged([...tags]);
  return deliveries.map(({ instrument }) => {
    const [tally] = tallies.get(instrument.symbol) ?? [];
    const own = (line: RunNote) =>
      line.symbol === storable(tally?.symbol ?? '') && line.interval === storable(tally?.interval ?? '');
    return lines.find(own) ?? null;
  });
}

function readDelivery(
  delivery: Delivery,
  knownOf: (answer: Answer) => KnownAround,
  now: EpochMicros,
): ReadDelivery {
  const { instrument, answers } = delivery;
  const read = answers.map((answer) => ({
    ...answer,
    known: knownOf(answer),
    actions: readActions(
      {
        ...answer.series,
        allSplits: true,
        calendar: sessionCalendar(calendarOf(instrument, answer.series)),
      },
      instrument.symbol,
      now,
    ),
    starts: [],
  }));
  return { ...delivery, read };
}

/** In one order, so that two transactions about the same symbols do not wait for each other. */
function bySymbol({ instrument: one }: Delivery, { instrument: other }: Delivery): number {
  return one.symbol < other.symbol ? -1 : 1;
}

function instrumentOf(run: EtlRun, { instrument, answers }: Delivery): Instrument {
  const known = answers.map(({ series }) => series.origin);
  const currencies = known.map(({ currency }) => currencyUnit(currency).currency);
  return {
    symbol: instrument.symbol,
    exchange: known.findLast(({ exchange }) => exchange !== null)?.exchange ?? null,
    currency: currencies.findLast((currency) => currency !== null) ?? null,
    source: known.at(-1)?.source ?? run.source,
  };
}

async function storeActions(
  client: pg.PoolClient,
  run: EtlRun,
  { read }: ReadDelivery,
  replace: boolean,
): Promise<void> {
  for (const { series, actions } of read) {
    const { source, currency } = series.origin;
    const from = { source, currency: currencyUnit(currency).currency, replace };
    await storeSplits(client, actions.splits, from);
    await storeDividends(client, actions.dividends, from);
    await settleSetAside(client, run, deliveredActions(actions.splits, actions.dividends));
  }
  // Answers about several ranges repeat the dividends and splits since: those of a source are looked at together.
  for (const [source, some] of Map.groupBy(read, ({ series }) => series.origin.source)) {
    const quarantined = some.flatMap(({ actions }) => actions.quarantined);
    await quarantineRows(client, { ...run, source }, quarantined);
  }
}

function splitDelivery(
  { instrument, interval }: ReadDelivery,
  { series, actions, starts }: ReadAnswer,
): SplitDelivery {
  const { symbol, isNew } = instrument;
  const { origin } = series;
  const calendar = calendarOf(instrument, series);
  return { symbol, interval, calendar, isNew, origin, splits: actions.splits, starts };
}

function coverageChanges({ instrument, interval, read }: ReadDelivery): CoverageChange[] {
  return read.map(({ asked, series, starts }) => {
    const calendar = calendarOf(instrument, series);
    return coverageChange(calendar, {
      symbol: instrument.symbol,
      interval,
      days: sessionDaysOf(calendar, interval, starts),
      asked,
      fetchedAt: Math.floor(series.origin.fetchedAt / 1000) as EpochMs,
    });
  });
}

function changedTags({ symbol, isNew }: KnownInstrument): string[] {
  return isNew ? [symbol, 'symbols'] : [symbol];
}

/** What the source says of the exchange is newer than what is stored. */
function calendarOf({ symbol, calendar }: KnownInstrument, { origin }: FetchedSeries) {
  return origin.exchange === null ? calendar : calendarFor(symbol, origin.exchange);
}

/** @param tallies becomes the tallies of each symbol */
function* judgeAll(
  deliveries: readonly ReadDelivery[],
  now: EpochMicros,
  tallies: Map<TickerSymbol, JudgedBars['tallies']>,
): Generator<JudgedBars> {
  let before: JudgedBars['tallies'] = [];
  for (const { read, instrument } of deliveries) {
    let own: JudgedBars['tallies'] = [];
    for (const answer of read) {
      let batch: JudgedBars['tallies'] = [];
      for (const part of judge(answer, instrument, now)) {
        batch = part.tallies;
        yield { ...part, tallies: [...before, ...own, ...batch] };
      }
      own = [...own, ...batch];
    }
    tallies.set(instrument.symbol, own);
    before = [...before, ...own];
  }
}

function* judge(
  { series, actions, starts, known }: ReadAnswer,
  instrument: KnownInstrument,
  now: EpochMicros,
): Generator<JudgedBars> {
  const calendar = sessionCalendar(calendarOf(instrument, series));
  const one = new BarJudge({
    origin: series.origin,
    now,
    asked: instrument.symbol,
    calendarOf: () => calendar,
    splitsOf: () => mergedSplits(known.splits, actions.splits),
    undone: actions.allSplits ? actions.splits : null,
    storedAround: () => known.around,
  });
  for (const work of [() => one.add(series.bars), () => one.finish()]) {
    const part = work();
    for (const { ts } of part.bars) starts.push(ts);
    yield part;
  }
}

/** Of whom the answers are, for the run's report. */
export function sourceOf(answers: readonly Answer[]): string | null {
  const names = [...new Set(answers.map(({ series }) => series.origin.source))];
  return names.length === 0 ? null : names.join(', ');
}
