import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { Trade } from '../trade.ts';
import type { LiveTrade } from './live-trade.ts';

interface Outcome {
  /** Units of the part that is reported. */
  readonly size: number;
  readonly commission: number;
  /** Null where it is still open. */
  readonly exitBar: number | null;
  /** The exit price, or the last close. */
  readonly price: number;
}

/** A trade, or the part of it that was closed, as it is reported. */
export function reportTrade(trade: LiveTrade, bars: BarSeries, outcome: Outcome): Trade {
  const { size, commission, exitBar, price } = outcome;
  const { entryBar, entryPrice, stopLoss, takeProfit, tag } = trade;
  const gross = Math.sign(size) * (price / entryPrice - 1);
  return {
    size,
    entryBar,
    exitBar,
    entryTime: priceAt(bars.ts, entryBar),
    exitTime: exitBar === null ? null : priceAt(bars.ts, exitBar),
    entryPrice,
    exitPrice: exitBar === null ? null : price,
    stopLoss,
    takeProfit,
    profit: size * (price - entryPrice) - commission,
    returnPercent: (gross - commission / (Math.abs(size) * entryPrice)) * 100,
    commission,
    tag,
  };
}
