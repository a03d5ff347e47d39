import type pg from 'pg';
import { type Interval, intervals } from '../../../domain/interval.ts';
import {
  neighbourCount,
  type StoredAround,
  type StoredNeighbour,
  storedBefore,
} from '../../../domain/neighbour.ts';
import type { EpochMicros } from '../../../domain/nominal.ts';
import { fieldText } from '../field-text.ts';
import type { SeriesSpan } from './bar-notes.ts';

interface Row extends StoredNeighbour {
  readonly number: number;
  readonly side: 'before' | 'after';
}

/** Days without a session lie between: 11 daily bars are within 24 of them, those of a minute beyond a long weekend. */
const marginOfReach = 1.5;
const leastReachMs = 7 * 86_400_000;

/** As a double from the start: the exact numbers of `extract` take several times as long. */
const micros = (column: string): string => `round(date_part('epoch', ${column}) * 1000000)`;
const columns = `ts, close, volume::float8 AS volume, basis, fetched_at`;
const ofSeries = 'bar.symbol = span.symbol AND bar.interval = span.interval';

// The constant bounds leave out chunks when the question is planned; those of each series would only when it runs.
const aroundQuery = `
  SELECT span.number::int AS number, side, ${micros('around.ts')} AS ts, close, volume, basis,
    ${micros('fetched_at')} AS "fetchedAt"
  FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
    WITH ORDINALITY AS span (symbol, interval, first, last, number)
  CROSS JOIN LATERAL (
    (SELECT 'before' AS side, ${columns} FROM ts_price_history AS bar
     WHERE ${ofSeries} AND bar.ts < span.first AND bar.ts >= $5::timestamptz AND bar.ts < $6::timestamptz
     ORDER BY bar.ts DESC LIMIT ${storedBefore})
    UNION ALL
    (SELECT 'after', ${columns} FROM ts_price_history AS bar
     WHERE ${ofSeries} AND bar.ts > span.last AND bar.ts > $7::timestamptz AND bar.ts <= $8::timestamptz
     ORDER BY bar.ts LIMIT ${neighbourCount})
  ) AS around
  ORDER BY span.number, around.ts`;

/** The stored bars on both sides of each of these series of one interval, in one question; in the same order. */
export async function readStoredAround(
  client: Pick<pg.Pool, 'query'>,
  interval: Interval,
  spans: readonly SeriesSpan[],
): Promise<StoredAround[]> {
  if (spans.length === 0) return [];
  const reach = 1000 * (leastReachMs + storedBefore * intervals[interval] * marginOfReach);
  const [firsts, lasts] = [spans.map(({ first }) => first), spans.map(({ last }) => last)];
  const time = (at: number): string => fieldText('timestamptz', at as EpochMicros);
  const { rows } = await client.query<Row>(aroundQuery, [
    spans.map(({ symbol }) => symbol),
    spans.map((span) => span.interval),
    firsts.map(time),
    lasts.map(time),
    ...[Math.min(...firsts) - reach, Math.max(...firsts)].map(time),
    ...[Math.min(...lasts), Math.max(...lasts) + reach].map(time),
  ]);
  const bySpan = Map.groupBy(rows, ({ number }) => number);
  return spans.map((_, index) => {
    const own = bySpan.get(index + 1) ?? [];
    const side = (wanted: Row['side']): Row[] => own.filter((row) => row.side === wanted);
    return { before: side('before'), after: side('after') };
  });
}
