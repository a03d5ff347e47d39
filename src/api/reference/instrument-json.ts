import type * as z from 'zod';
import type { quotedInstrument } from '../../contract/instruments.ts';
import type { QuotedInstrument } from '../../manager/reference/market-reference.ts';

/** An instrument with its last close as routes answer it. */
export function instrumentJson(quoted: QuotedInstrument): z.output<typeof quotedInstrument> {
  const { symbol, name, exchange, currency, type, interval, lastTime, lastClose, previousClose } = quoted;
  return {
    symbol,
    name,
    exchange,
    currency,
    type,
    interval,
    lastClose,
    lastTime: timeJson(lastTime),
    previousClose,
    change: quoted.change,
    bars: quoted.bars,
  };
}

/** Epoch milliseconds as ISO 8601 in UTC. */
export function timeJson(ms: number): string;
export function timeJson(ms: number | null): string | null;
export function timeJson(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** The date at which epoch milliseconds fall in UTC, as session dates are kept. */
export function dateJson(ms: number): string;
export function dateJson(ms: number | null): string | null;
export function dateJson(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().slice(0, 10);
}
