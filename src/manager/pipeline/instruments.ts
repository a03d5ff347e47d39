import type pg from 'pg';
import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { dayAt, startOf } from '../../domain/day.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { SessionCalendar, TradingSession } from '../../domain/session-calendar.ts';
import type { KnownSplit } from '../../etl/rules/context.ts';

/** A symbol, and whether it is an instrument already. */
export interface KnownInstrument {
  readonly symbol: TickerSymbol;
  readonly calendar: ExchangeCalendar;
  readonly isNew: boolean;
}

type Queryable = Pick<pg.Pool, 'query'>;

/** The calendars of symbols: by their exchange where that is stored, else by how they are written. */
export async function readInstruments(
  client: Queryable,
  symbols: readonly TickerSymbol[],
): Promise<KnownInstrument[]> {
  const { rows } = await client.query<{ symbol: string; exchange: string | null }>(
    'SELECT symbol, exchange FROM stocks WHERE symbol = ANY ($1)',
    [symbols],
  );
  const exchanges = new Map(rows.map(({ symbol, exchange }) => [symbol, exchange]));
  return symbols.map((symbol) => ({
    symbol,
    calendar: calendarFor(symbol, exchanges.get(symbol) ?? null),
    isNew: !exchanges.has(symbol),
  }));
}

/** The splits that are stored, by symbol, in ascending time. @param symbols null: of all */
export async function readKnownSplits(
  client: Queryable,
  symbols: readonly TickerSymbol[] | null,
): Promise<ReadonlyMap<string, readonly KnownSplit[]>> {
  const { rows } = await client.query<{ symbol: string; ts: EpochMicros; ratio: number }>(
    `SELECT symbol, (extract(epoch FROM ts) * 1000000)::float8 AS ts, ratio FROM ts_splits
     WHERE $1::text[] IS NULL OR symbol = ANY ($1) ORDER BY symbol, ts_splits.ts`,
    [symbols],
  );
  return Map.groupBy(rows, ({ symbol }) => symbol);
}

/** Splits of two lists in ascending time; of two of one day the second list's. */
export function mergedSplits(some: readonly KnownSplit[], others: readonly KnownSplit[]): KnownSplit[] {
  const byDay = new Map([...some, ...others].map((split) => [split.ts, split]));
  return [...byDay.values()].sort((one, other) => one.ts - other.ts);
}

/** A calendar as the rules ask it; each session is worked out once. */
export function sessionCalendar(calendar: ExchangeCalendar): SessionCalendar {
  const sessions = new Map<number, TradingSession | null>();
  return {
    sessionOn: (at) => {
      let session = sessions.get(at);
      if (session === undefined) {
        session = calendar.session(dayAt(at));
        sessions.set(at, session);
      }
      return session;
    },
    dayOf: (at) => startOf(calendar.dayAt(at)),
  };
}
