import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import type { Interval } from '../../domain/interval.ts';
import type { JudgedBars } from '../../domain/judged-bars.ts';
import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import type { FetchedSeries } from '../../domain/source.ts';
import { BarJudge } from '../../etl/bar-judge.ts';
import { coverageChange } from '../../etl/coverage/answer.ts';
import { type Actions, readActions } from '../../etl/transform/actions.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import { quarantineRows } from '../../storage/timescale/pipeline/bar-notes.ts';
import type { EtlRun, RunNote } from '../../storage/timescale/pipeline/etl-run.ts';
import { storeDividends, storeSplits } from '../../storage/timescale/pipeline/store-actions.ts';
import { storeBars } from '../../storage/timescale/pipeline/store-bars.ts';
import { storeInstrument } from '../../storage/timescale/pipeline/store-company.ts';
import { type KnownInstrument, sessionCalendar } from './instruments.ts';
import type { Pipeline } from './pipeline.ts';

/** An answer, and the days it was asked for. */
export interface Answer {
  readonly asked: DayRange;
  readonly series: FetchedSeries;
}

/** The answers about one symbol and interval. */
export interface Delivery {
  readonly instrument: KnownInstrument;
  readonly interval: Interval;
  readonly answers: readonly Answer[];
  /** Whether bars and actions of other sources are replaced. */
  readonly replace: boolean;
}

interface JudgedAnswer extends Answer {
  readonly actions: Actions;
  readonly starts: EpochMicros[];
}

/**
 * Judges what sources answered about a symbol and stores all of it in one transaction: bars, dividends, splits, the
 * instrument, what is covered now, and the notice to those who have any of it in their cache.
 * @returns the line of the run; null where no source had a bar
 */
export async function storeAnswers(
  pipeline: Pipeline,
  run: EtlRun,
  { instrument, interval, answers, replace }: Delivery,
): Promise<RunNote | null> {
  const { symbol } = instrument;
  const now = (pipeline.now() * 1000) as EpochMicros;
  const judged = answers.map(
    (answer): JudgedAnswer => ({
      ...answer,
      actions: readActions(answer.series, symbol, now),
      starts: [],
    }),
  );
  const [line = null] = await storeBars(pipeline.database.pool, run, judge(judged, instrument, now), {
    replace,
    compressAfter: pipeline.policies.compressAfter,
    retentionRawBars: pipeline.policies.retentionRawBars,
    expectedBars: null,
    onStored: async (client) => {
      for (const { series, actions } of judged) {
        const { origin } = series;
        const { currency } = currencyUnit(origin.currency);
        await storeInstrument(client, symbol, { exchange: origin.exchange, currency });
        const from = { source: origin.source, currency, replace };
        await storeSplits(client, actions.splits, from);
        await storeDividends(client, actions.dividends, from);
        await quarantineRows(client, { ...run, source: origin.source }, actions.quarantined);
      }
      await coverageLedger(client).record(
        judged.map(({ asked, series, starts }) =>
          coverageChange(calendarOf(instrument, series), {
            symbol,
            interval,
            starts,
            asked,
            fetchedAt: Math.floor(series.origin.fetchedAt / 1000) as EpochMs,
          }),
        ),
      );
      await noticeChanges(client, changedTags(instrument));
    },
  });
  await pipeline.onChanged(changedTags(instrument));
  return line;
}

function changedTags({ symbol, isNew }: KnownInstrument): string[] {
  return isNew ? [symbol, 'symbols'] : [symbol];
}

/** What the source says of the exchange is newer than what is stored. */
function calendarOf({ symbol, calendar }: KnownInstrument, { origin }: FetchedSeries) {
  return origin.exchange === null ? calendar : calendarFor(symbol, origin.exchange);
}

function* judge(
  answers: readonly JudgedAnswer[],
  instrument: KnownInstrument,
  now: EpochMicros,
): Generator<JudgedBars> {
  let before: JudgedBars['tallies'] = [];
  for (const { series, actions, starts } of answers) {
    const calendar = sessionCalendar(calendarOf(instrument, series));
    const one = new BarJudge({
      origin: series.origin,
      now,
      asked: instrument.symbol,
      calendarOf: () => calendar,
      splitsOf: () => actions.splits,
    });
    let batch = one.add(series.bars);
    for (const part of [batch, one.finish()]) {
      batch = part;
      for (const { ts } of part.bars) starts.push(ts);
      yield { ...part, tallies: [...before, ...part.tallies] };
    }
    before = [...before, ...batch.tallies];
  }
}

/** Of whom the answers are, for the run's report. */
export function sourceOf(answers: readonly Answer[]): string | null {
  const names = [...new Set(answers.map(({ series }) => series.origin.source))];
  return names.length === 0 ? null : names.join(', ');
}
