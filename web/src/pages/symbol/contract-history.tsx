import { CloseButton, Group, Paper, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { isGiven, type OptionQuote, useContractHistory } from '../../api/options.ts';
import { type ChartSeries, TimeChart } from '../../charts/time-chart.tsx';
import { formatNumber, formatTime } from '../../components/format.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';

/** Last price, bid, ask and implied volatility of one contract over the kept chains. */
export function ContractHistory({
  contract,
  onClose,
}: {
  readonly contract: string;
  readonly onClose: () => void;
}) {
  const { data, error, refetch } = useContractHistory(contract);
  const quotes = useMemo(() => data?.pages.flatMap((page) => page.quotes) ?? [], [data]);
  const series = useMemo(() => seriesOf(quotes), [quotes]);
  return (
    <Paper withBorder p="sm" component="section" aria-label={`History of ${contract}`}>
      <Group justify="space-between">
        <Title order={2}>{contract}</Title>
        <CloseButton aria-label="Close the history" onClick={onClose} />
      </Group>
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what="the history" />
      ) : quotes.length === 0 ? (
        <Empty title="No quotes">No chain that was kept has this contract.</Empty>
      ) : quotes.length === 1 ? (
        <OneQuote quote={quotes[0] as OptionQuote} />
      ) : (
        <TimeChart label={`Quotes of ${contract}`} height={240} series={series} />
      )}
    </Paper>
  );
}

/** A line needs two. */
function OneQuote({ quote: { quotedAt, last, bid, ask } }: { readonly quote: OptionQuote }) {
  return (
    <Text size="sm">
      Quoted once, at {formatTime(quotedAt)}: last <b>{formatNumber(last, 2)}</b>, bid {formatNumber(bid, 2)},
      ask {formatNumber(ask, 2)}. The history grows with each chain that is fetched.
    </Text>
  );
}

function seriesOf(quotes: readonly OptionQuote[]): ChartSeries[] {
  const ordered = quotes.toSorted((one, other) => Date.parse(one.quotedAt) - Date.parse(other.quotedAt));
  const pointsOf = (value: (quote: OptionQuote) => number | null) =>
    ordered.map((quote) => ({ time: Date.parse(quote.quotedAt), value: value(quote) }));
  return [
    { name: 'Last', kind: 'line', points: pointsOf(({ last }) => last) },
    { name: 'Bid', kind: 'line', dashed: true, points: pointsOf(({ bid }) => bid) },
    { name: 'Ask', kind: 'line', dashed: true, points: pointsOf(({ ask }) => ask) },
    {
      ...{ name: 'Implied volatility', kind: 'line', pane: 1, format: 'percent' },
      points: pointsOf(({ impliedVolatility }) => (isGiven(impliedVolatility) ? impliedVolatility : null)),
    },
  ];
}
