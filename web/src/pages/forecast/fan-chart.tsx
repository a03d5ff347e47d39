import { useMemo } from 'react';
import { type ChartBand, type ChartSeries, TimeChart } from '../../charts/time-chart.tsx';

interface FanPoint {
  readonly ts: number;
  readonly forecast: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly naive: number | null;
  readonly actual: number | null;
}

interface FanChartProps {
  readonly label: string;
  /** The bars before; the last one is where the fan begins. */
  readonly history: readonly { readonly time: number; readonly value: number | null }[];
  readonly points: readonly FanPoint[];
  /** What intervals are to cover, 0 to 1; null for none. */
  readonly level: number | null;
}

/** A forecast on top of its history, with its intervals, the naive forecast beside it, and what happened. */
export function FanChart({ label, history, points, level }: FanChartProps) {
  const series = useMemo(() => seriesOf(history, points), [history, points]);
  const bands = useMemo(() => bandsOf(history, points, level), [history, points, level]);
  return <TimeChart label={label} height={380} series={series} bands={bands} />;
}

function seriesOf(history: FanChartProps['history'], points: readonly FanPoint[]): ChartSeries[] {
  const origin = history.at(-1);
  const begin = origin ? [origin] : [];
  const line = (of: (point: FanPoint) => number | null) => [
    ...begin,
    ...points.map((point) => ({ time: point.ts, value: of(point) })),
  ];
  const hasHappened = points.some(({ actual }) => actual !== null);
  return [
    { kind: 'line', name: 'Close', colour: 'gray', points: history },
    { kind: 'line', name: 'Forecast', colour: 'blue', points: line(({ forecast }) => forecast) },
    { kind: 'line', name: 'Naive', colour: 'orange', dashed: true, points: line(({ naive }) => naive) },
    ...(hasHappened
      ? [{ kind: 'line' as const, name: 'Happened', colour: 'teal', points: line(({ actual }) => actual) }]
      : []),
  ];
}

function bandsOf(
  history: FanChartProps['history'],
  points: readonly FanPoint[],
  level: number | null,
): ChartBand[] {
  if (level === null || points.every(({ lower }) => lower === null)) return [];
  const origin = history.at(-1);
  return [
    {
      name: `${Math.round(100 * level)} % interval`,
      colour: 'blue',
      opacity: 0.2,
      points: [
        ...(origin ? [{ time: origin.time, lower: origin.value, upper: origin.value }] : []),
        ...points.map(({ ts, lower, upper }) => ({ time: ts, lower, upper })),
      ],
    },
  ];
}
