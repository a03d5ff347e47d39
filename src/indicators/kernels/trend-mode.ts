import type { Span } from '../recipe.ts';

/** Bars since the sine lines crossed. */
export interface TrendModeState {
  bars: number;
}

interface TrendModeColumns {
  readonly smooth: Float64Array;
  readonly period: Float64Array;
  readonly phase: Float64Array;
  readonly sine: Float64Array;
  readonly lead: Float64Array;
  readonly line: Float64Array;
}

/**
 * 1 in a trend, 0 in a cycle, from bar `first` on, the first with a phase.
 * Source: Ehlers, Rocket Science for Traders (2001), chapter 11, as TA-Lib’s HT_TRENDMODE.
 */
export function advanceTrendMode(
  state: TrendModeState,
  columns: TrendModeColumns,
  first: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  const { smooth, period: periods, line } = columns;
  let { bars } = state;
  for (let index = Math.max(from, first); index < to; index++) {
    const period = periods[index] as number;
    const crosses = crossed(columns, index, first);
    if (crosses) bars = 0;
    bars++;
    const isYoung = crosses || bars < 0.5 * period;
    let mode = isYoung || turnsWith(columns.phase, period, index, first) ? 0 : 1;
    const trend = line[index] as number;
    if (trend !== 0 && Math.abs(((smooth[index] as number) - trend) / trend) >= 0.015) mode = 1;
    output[index] = mode;
  }
  state.bars = bars;
}

function crossed({ sine, lead }: TrendModeColumns, index: number, first: number): boolean {
  const now = (sine[index] as number) - (lead[index] as number);
  const before = index === first ? 0 : (sine[index - 1] as number) - (lead[index - 1] as number);
  return (now > 0 && before <= 0) || (now < 0 && before >= 0);
}

/** Whether the phase turned by about one bar's part of the period. */
function turnsWith(phases: Float64Array, period: number, index: number, first: number): boolean {
  if (period === 0) return false;
  const turn = (phases[index] as number) - (index === first ? 0 : (phases[index - 1] as number));
  return turn > (0.67 * 360) / period && turn < (1.5 * 360) / period;
}
