import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { PriceRecord } from '../../domain/records.ts';
import { walk } from './price-walk.ts';
import { createPrng } from './prng.ts';
import { barStarts, barsPerSession, businessDays, type SyntheticInterval } from './trading-calendar.ts';

export interface BarOptions {
  readonly symbol: TickerSymbol;
  readonly interval: SyntheticInterval;
  /** First day, epoch ms. */
  readonly fromMs: number;
  /** Last day, epoch ms, included. */
  readonly toMs: number;
  readonly startPrice?: number;
  readonly annualVolatility?: number;
  readonly annualDrift?: number;
}

const cents = (price: number): number => Math.max(0.01, Math.round(price * 100) / 100);

/**
 * Bars of a made-up instrument in ascending time, prices in whole cents, one at a time, so that millions need no
 * memory. The same seed, symbol, interval and range give the same bars everywhere.
 */
export function* bars(seed: number, options: BarOptions): Generator<PriceRecord> {
  const { symbol, interval, fromMs, toMs } = options;
  const prng = createPrng(seed, `${symbol} ${interval}`);
  const steps = walk(prng, {
    startPrice: options.startPrice ?? 20 + 180 * prng.uniform(),
    annualVolatility: options.annualVolatility ?? 0.2 + 0.2 * prng.uniform(),
    annualDrift: options.annualDrift ?? 0.08,
    barsPerYear: 252 * barsPerSession(interval),
  });
  for (const day of businessDays(fromMs, toMs)) {
    for (const start of barStarts(day, interval)) {
      const { open, high, low, close, volume } = steps.next().value;
      yield {
        symbol,
        interval,
        ts: (start * 1_000) as EpochMicros,
        open: cents(open),
        high: cents(high),
        low: cents(low),
        close: cents(close),
        volume: BigInt(volume),
        createdAt: null,
        updatedAt: null,
      };
    }
  }
}
