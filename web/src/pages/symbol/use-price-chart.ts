import { useCallback, useEffect, useMemo, useState } from 'react';
import { useBars, useManyBars } from '../../api/bars.ts';
import { comparison, priceSeries } from './chart-series.ts';
import { askedSpan, timeInAddress, viewOf } from './ranges.ts';
import type { ChangeState, SymbolState } from './symbol-state.ts';
import { useIndicatorSeries } from './use-indicator-series.ts';
import { useMarks } from './use-marks.ts';

/** More bars than this are not loaded by themselves, only by moving to them. */
const mostByItself = 100_000;
const noTimes: readonly number[] = [];

/** Everything that the chart of a symbol shows in a state of the page, and what it tells back. */
export function usePriceChart(symbol: string, state: SymbolState, change: ChangeState) {
  const { interval, adjust, range, from, to } = state;
  const loaded = useBars({ symbol, interval, adjust });
  const { bars, hasNextPage, isFetching, fetchNextPage } = loaded;
  const times = bars?.columns.time ?? noTimes;
  const [oldest, newest] = [times[0] ?? null, times.at(-1) ?? null];
  const span = useMemo(
    () => (newest === null ? null : askedSpan({ range, from, to }, newest)),
    [range, from, to, newest],
  );
  const isShort = hasNextPage && reachesBefore(span, oldest);
  const older = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  useEffect(() => {
    if (isShort && times.length < mostByItself) older();
  }, [isShort, older, times.length]);

  const compared = useManyBars(state.compare, interval, adjust);
  const indicators = useIndicatorSeries(symbol, state, bars);
  const marks = useMarks(symbol, state, times);
  const isCompared = state.compare.length > 0;
  const series = useMemo(() => {
    if (!bars) return [];
    if (isCompared) return comparison([bars, ...(compared.data ?? [])], span?.from ?? null);
    return [...priceSeries(bars), ...indicators.series];
  }, [bars, isCompared, compared.data, span, indicators.series]);

  // What the reader moved to is written to the address, and must not move the chart again.
  const whole = range === 'All' && from === '' ? times.length : 0;
  const key = [symbol, interval, adjust, range, useTimesEmptied(from), isShort, whole].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the span counts when the key changes
  const view = useMemo(() => (span ? viewOf(key, span) : undefined), [key, span === null]);
  const onView = useCallback(
    (start: number, end: number) => change({ from: timeInAddress(start), to: timeInAddress(end) }),
    [change],
  );
  return {
    loaded,
    indicators,
    series,
    marks: isCompared ? [] : marks,
    isCompared,
    view,
    onView,
    onNeedOlder: older,
  };
}

function reachesBefore(span: { from: number | null } | null, oldest: number | null): boolean {
  return span !== null && oldest !== null && (span.from ?? Number.NEGATIVE_INFINITY) < oldest;
}

/** How often a value became empty, as the start does when a range is chosen. */
function useTimesEmptied(value: string): number {
  const [seen, setSeen] = useState({ value, times: 0 });
  if (seen.value === value) return seen.times;
  const next = { value, times: seen.times + (value === '' ? 1 : 0) };
  setSeen(next);
  return next.times;
}
