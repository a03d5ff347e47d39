import type { ChartMeta, ChartResultObject } from 'yahoo-finance2/modules/chart';
import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import type { Origin, RawAction } from '../../domain/raw-bar.ts';
import { SourceFailure } from '../../domain/source.ts';
import type { ChartRow } from './live-row.ts';
import { dateIn } from './session-date.ts';

export const microsOf = (ms: number) => (ms * 1000) as EpochMicros;

/** What a chart says about its rows as a whole. */
export function originOf(meta: ChartMeta, place: string, fetchedAt: EpochMicros): Origin {
  const { start, end } = meta.currentTradingPeriod.regular;
  return {
    source: 'yahoo',
    place,
    basis: 'split',
    currency: meta.currency,
    exchange: meta.exchangeName,
    timeZone: meta.exchangeTimezoneName,
    decimals: meta.priceHint,
    fetchedAt,
    lastTradeAt: microsOf(meta.regularMarketTime.getTime()),
    session: { start: microsOf(start.getTime()), end: microsOf(end.getTime()) },
  };
}

/** The date of a moment on the exchange. @throws SourceFailure where Yahoo names a zone that does not exist */
function sessionDate({ exchangeTimezoneName: zone }: ChartMeta, at: EpochMs): EpochMs {
  try {
    return dateIn(zone, at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SourceFailure('yahoo', 'bad_answer', `the time zone ${zone}`);
  }
}

/** The rows of a chart, as they came. @throws SourceFailure where its columns are not of one length */
export function rowsOf({ meta, timestamp = [], indicators }: ChartResultObject): readonly ChartRow[] {
  const [quote] = indicators.quote;
  if (quote === undefined || timestamp.length === 0) return [];
  const adjClose = indicators.adjclose?.[0]?.adjclose;
  const { open, high, low, close, volume } = quote;
  for (const column of [open, high, low, close, volume, adjClose ?? timestamp]) {
    if (column.length === timestamp.length) continue;
    throw new SourceFailure('yahoo', 'bad_answer', `${timestamp.length} times with ${column.length} values`);
  }
  return timestamp.map((seconds, index) => {
    const at = (seconds * 1000) as EpochMs;
    return {
      at,
      date: sessionDate(meta, at),
      open: open[index] ?? null,
      high: high[index] ?? null,
      low: low[index] ?? null,
      close: close[index] ?? null,
      adjClose: adjClose?.[index] ?? null,
      volume: volume[index] ?? null,
    };
  });
}

interface Event {
  readonly date: Date;
  readonly value: number;
}

function actionsOf(meta: ChartMeta, events: readonly Event[]): RawAction[] {
  return events
    .map(({ date, value }) => ({ ts: sessionDate(meta, date.getTime() as EpochMs), value }))
    .sort((a, b) => a.ts - b.ts)
    .map(({ ts, value }, index) => ({ position: index + 1, symbol: meta.symbol, ts: microsOf(ts), value }));
}

/** Dividends, adjusted for splits like the prices. */
export function dividendsOf({ meta, events }: ChartResultObject): RawAction[] {
  const dividends = Object.values(events?.dividends ?? {});
  return actionsOf(
    meta,
    dividends.map(({ date, amount }) => ({ date, value: amount })),
  );
}

export function splitsOf({ meta, events }: ChartResultObject): RawAction[] {
  const splits = Object.values(events?.splits ?? {});
  return actionsOf(
    meta,
    splits.map(({ date, numerator, denominator }) => ({ date, value: numerator / denominator })),
  );
}
