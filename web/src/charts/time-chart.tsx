import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { TimeChartProps } from './chart-types.ts';

export type {
  CandleSeries,
  ChartBand,
  ChartMark,
  ChartSeries,
  ChartView,
  TimeChartProps,
} from './chart-types.ts';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

/** Height of legend and foot. */
const aroundPx = 44;

/** Values over time, as lines, areas, histograms, candles, and bands between two lines. */
export function TimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height + aroundPx} aria-label={`Loading ${props.label}`} />}>
      <ChartCanvas {...props} />
    </Suspense>
  );
}
