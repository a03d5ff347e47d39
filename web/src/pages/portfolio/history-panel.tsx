import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useValueHistory } from '../../api/portfolios.ts';
import { type ChartSeries, TimeChart } from '../../charts/time-chart.tsx';
import { Notes } from '../../components/notes.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSearchParam } from '../../components/use-search-param.ts';

const spans = [
  { value: '1', label: '1 year' },
  { value: '5', label: '5 years' },
  { value: 'all', label: 'All' },
];

/** What the holdings of today would have been worth. */
export function HistoryPanel({ id, currency }: { readonly id: string; readonly currency: string }) {
  const [span, setSpan] = useSearchParam('span', 'all');
  const { data, error, refetch } = useValueHistory(id, null);
  const series = useMemo(() => (data ? seriesOf(data.columns) : []), [data]);
  const view = useMemo(() => viewOf(data?.columns.time ?? [], span), [data, span]);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="the value over time" />;
  if (data.columns.time.length === 0)
    return <Empty title="No common past">There are no days on which all holdings have a price.</Empty>;
  return (
    <>
      <SegmentedControl data={spans} value={span} onChange={setSpan} aria-label="Span shown" mb="sm" />
      <TimeChart
        label={`Value of the holdings of today, ${currency}`}
        height={360}
        series={series}
        {...(view && { view })}
      />
      <Notes
        notes={[
          'Shares and cash of today at the closes of then, after splits; dividends are counted as cash beside it, and not spent.',
          ...data.notes,
        ]}
      />
    </>
  );
}

interface Columns {
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly dividends: readonly number[];
}

function seriesOf({ time, value, dividends }: Columns): ChartSeries[] {
  const hasDividends = (dividends.at(-1) ?? 0) > 0;
  const points = (of: (at: number) => number) => time.map((each, at) => ({ time: each, value: of(at) }));
  return [
    { kind: 'line', name: 'Value', colour: 'blue', points: points((at) => value[at] ?? 0) },
    ...(hasDividends
      ? [
          {
            kind: 'line' as const,
            name: 'With dividends',
            colour: 'teal',
            dashed: true,
            points: points((at) => (value[at] ?? 0) + (dividends[at] ?? 0)),
          },
        ]
      : []),
  ];
}

function viewOf(time: readonly number[], span: string) {
  const last = time.at(-1);
  if (last === undefined) return null;
  if (span === 'all') return { key: span };
  const from = new Date(last);
  from.setUTCFullYear(from.getUTCFullYear() - Number(span));
  return { key: span, from: Math.max(from.getTime(), time[0] ?? 0), to: last };
}
