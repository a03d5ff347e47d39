import { rsiThresholds, toVote, type Vote } from './signals.ts';

/** The latest values; null where there is none. */
export interface QuickInputs {
  readonly close: number | null;
  readonly sma20: number | null;
  readonly ema20: number | null;
  readonly rsi: number | null;
  /** Current volume over its average. */
  readonly volumeRatio: number | null;
}

export interface QuickAnalysis {
  /** Distance of the price from its 20-bar average, in percent of the average. */
  readonly priceVsSma20Percent: number | null;
  readonly volumeRatio: number | null;
  /** Price above both 20-bar averages, below both, or between them. */
  readonly trend: 'uptrend' | 'downtrend' | 'sideways' | null;
  /** From the RSI: beyond 70 and 30 overbought and oversold, else the side of 50. */
  readonly momentum: 'overbought' | 'oversold' | Vote | null;
}

/** Where the price stands, at a glance. Null where an input is missing. */
export function quickAnalysis(inputs: QuickInputs): QuickAnalysis {
  const { close, sma20, volumeRatio, rsi } = inputs;
  const hasDistance = close !== null && sma20 !== null && sma20 !== 0;
  return {
    priceVsSma20Percent: hasDistance ? ((close - sma20) / sma20) * 100 : null,
    volumeRatio,
    trend: trendOf(inputs),
    momentum: rsi === null ? null : momentumOf(rsi),
  };
}

function trendOf({ close, sma20, ema20 }: QuickInputs): QuickAnalysis['trend'] {
  if (close === null || sma20 === null || ema20 === null) return null;
  const [bySma, byEma] = [toVote(close - sma20, close), toVote(close - ema20, close)];
  if (bySma !== byEma || bySma === 'neutral') return 'sideways';
  return bySma === 'bullish' ? 'uptrend' : 'downtrend';
}

function momentumOf(rsi: number): QuickAnalysis['momentum'] {
  if (rsi > rsiThresholds.overbought) return 'overbought';
  if (rsi < rsiThresholds.oversold) return 'oversold';
  return toVote(rsi - 50, 50);
}
