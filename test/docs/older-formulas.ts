import type { BarSeries } from '../../src/domain/bar.ts';
import { trange } from '../../src/indicators/volatility/trange.ts';

// How the older application calculated what docs/differences.md compares: its library's formulas, each at the bar
// `at`. They exist for that page only.

type Values = readonly number[];

const mean = (values: Values): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The last `count` values up to and with the one at `at`. */
function windowOf(values: Float64Array, at: number, count: number): Values {
  return [...values.subarray(at - count + 1, at + 1)];
}

/** An exponential mean with bias adjustment (pandas `ewm(alpha, adjust=True)`); NaN values are passed over. */
function adjustedMean(values: Values, alpha: number): number {
  let sum = 0;
  let weight = 0;
  for (const value of values.filter((one) => !Number.isNaN(one))) {
    sum = sum * (1 - alpha) + value;
    weight = weight * (1 - alpha) + 1;
  }
  return sum / weight;
}

function changes(values: Float64Array, at: number): Values {
  return Array.from({ length: at }, (_, index) => (values[index + 1] ?? 0) - (values[index] ?? 0));
}

/** SMA ± 2 sample deviations. */
export function olderBand(series: BarSeries, at: number, side: 1 | -1): number {
  const closes = windowOf(series.close, at, 20);
  const middle = mean(closes);
  const squares = closes.reduce((sum, close) => sum + (close - middle) ** 2, 0);
  return middle + side * 2 * Math.sqrt(squares / (closes.length - 1));
}

/** The plain mean of 14 true ranges. */
export function olderAtr(series: BarSeries, at: number): number {
  return mean(windowOf(trueRange(series), at, 14));
}

/** Fast %K, not averaged. */
export function olderStochastic(series: BarSeries, at: number): number {
  const low = Math.min(...windowOf(series.low, at, 14));
  const high = Math.max(...windowOf(series.high, at, 14));
  return (100 * ((series.close[at] ?? 0) - low)) / (high - low);
}

/** Directional moves over the 14-bar mean true range, averaged with bias adjustment, and so is their index. */
export function olderAdx(series: BarSeries, at: number): number {
  const ups = changes(series.high, at);
  const downs = changes(series.low, at).map((change) => -change);
  const ranges = trueRange(series);
  // The first bar's true range was its own range.
  ranges[0] = (series.high[0] ?? 0) - (series.low[0] ?? 0);
  const relative = (own: Values, other: Values): Values =>
    own.map((move, index) => {
      const counted = move > 0 && move > (other[index] ?? 0) ? move : 0;
      return index < 12 ? Number.NaN : counted / mean(windowOf(ranges, index + 1, 14));
    });
  const plus = runningMeans(relative(ups, downs));
  const minus = runningMeans(relative(downs, ups));
  const index = plus.map((up, bar) => {
    const down = minus[bar] ?? Number.NaN;
    return Math.abs(up - down) / (up + down);
  });
  return 100 * adjustedMean(index, 1 / 14);
}

/** `adjustedMean` of 1/14 at every bar. */
function runningMeans(values: Values): Values {
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    if (!Number.isNaN(value)) {
      sum = sum * (1 - 1 / 14) + value;
      weight = weight * (1 - 1 / 14) + 1;
    }
    return sum / weight;
  });
}

/** Begins at 0; an unchanged close repeats the previous signed volume. */
export function olderObv(series: BarSeries, at: number): number {
  let signed = 0;
  let total = 0;
  for (const [index, change] of changes(series.close, at).entries()) {
    if (change !== 0) signed = Math.sign(change) * (series.volume[index + 1] ?? 0);
    total += signed;
  }
  return total;
}

/** The last volume over the mean of all volumes of the series. */
export function olderVolumeRatio(series: BarSeries, at: number): number {
  return (series.volume[at] ?? 0) / mean(windowOf(series.volume, at, at + 1));
}

export function olderEma(series: BarSeries, at: number, span: number): number {
  return adjustedMean(windowOf(series.close, at, at + 1), 2 / (span + 1));
}

export function olderMacd(series: BarSeries, at: number): number {
  return olderEma(series, at, 12) - olderEma(series, at, 26);
}

export function olderRsi(series: BarSeries, at: number): number {
  const all = changes(series.close, at);
  const gain = adjustedMean(
    all.map((change) => Math.max(change, 0)),
    1 / 14,
  );
  const loss = adjustedMean(
    all.map((change) => Math.max(-change, 0)),
    1 / 14,
  );
  return 100 - 100 / (1 + gain / loss);
}

function trueRange(series: BarSeries): Float64Array {
  return trange.compute(series, {})['trange'] ?? new Float64Array();
}
