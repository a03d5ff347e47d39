import type pg from 'pg';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import type { SplitRecord } from '../../domain/records.ts';
import { doubtChange, sessionDaysOf } from '../../etl/coverage/answer.ts';

// Whether a source's prices are divided by a split can only be told from the splits that it names. Around the ex-date
// it may do one before the other, so that what is made of its prices is off by the ratio. Such bars are fetched again.

/** How long before an ex-date prices may be adjusted already, and after it may not be yet: microseconds. */
const unsettled = 3 * 86_400_000_000;

/** What a source delivered of a symbol and interval. */
export interface SplitDelivery {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly calendar: ExchangeCalendar;
  readonly isNew: boolean;
  readonly origin: Origin;
  readonly splits: readonly SplitRecord[];
  /** Of the bars that were taken. */
  readonly starts: readonly EpochMicros[];
}

/** The sessions that splits of a delivery cast doubt on; to be asked before its splits are stored. */
export async function splitDoubts(client: pg.PoolClient, delivery: SplitDelivery): Promise<CoverageChange[]> {
  const { origin, splits, isNew } = delivery;
  if (origin.basis !== 'split' || splits.length === 0) return [];
  const late = isNew ? [] : await fetchedUnaware(client, delivery, await unknown(client, delivery));
  return [...unsettledBars(delivery), ...late];
}

/** Bars before a split that came while the source may not have adjusted all of them for it. */
function unsettledBars({ origin, splits, starts, ...series }: SplitDelivery): CoverageChange[] {
  const recent = splits.filter(({ ts }) => origin.fetchedAt < ts + unsettled).map(({ ts }) => ts);
  const last = Math.max(...recent);
  const doubted = starts.filter((start) => start < last);
  return doubted.length === 0 ? [] : [changeOf({ origin, ...series }, series.interval, doubted)];
}

/** Splits that are not stored with that ratio. */
async function unknown(client: pg.PoolClient, { symbol, splits }: SplitDelivery): Promise<SplitRecord[]> {
  const { rows } = await client.query<{ ts: number; ratio: number }>(
    'SELECT (extract(epoch FROM ts) * 1000000)::float8 AS ts, ratio FROM ts_splits WHERE symbol = $1',
    [symbol],
  );
  return splits.filter(({ ts, ratio }) => !rows.some((known) => known.ts === ts && known.ratio === ratio));
}

/** Bars before a split that the same source delivered about its ex-date or later, without naming the split. */
async function fetchedUnaware(
  client: pg.PoolClient,
  delivery: SplitDelivery,
  splits: readonly SplitRecord[],
): Promise<CoverageChange[]> {
  const { symbol, origin } = delivery;
  const found: { interval: Interval; ts: EpochMicros }[] = [];
  for (const { ts } of splits) {
    const { rows } = await client.query<{ interval: Interval; ts: EpochMicros }>(
      `SELECT interval, (extract(epoch FROM ts) * 1000000)::float8 AS ts FROM ts_price_history
       WHERE symbol = $1 AND source = $2 AND ts < to_timestamp($3::float8 / 1000000)
         AND fetched_at >= to_timestamp($4::float8 / 1000000) AND fetched_at < to_timestamp($5::float8 / 1000000)`,
      [symbol, origin.source, ts, ts - unsettled, origin.fetchedAt],
    );
    found.push(...rows);
  }
  return [...Map.groupBy(found, ({ interval }) => interval)].map(([interval, bars]) =>
    changeOf(
      delivery,
      interval,
      bars.map(({ ts }) => ts),
    ),
  );
}

function changeOf(
  { symbol, calendar, origin }: Pick<SplitDelivery, 'symbol' | 'calendar' | 'origin'>,
  interval: Interval,
  starts: readonly EpochMicros[],
): CoverageChange {
  const fetchedAt = Math.floor(origin.fetchedAt / 1000) as EpochMs;
  return doubtChange(calendar, {
    ...{ symbol, interval, fetchedAt },
    days: sessionDaysOf(calendar, interval, starts),
  });
}
