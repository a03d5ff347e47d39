import { Anchor, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { type Dividend, type Instrument, type Split, useDividends, useSplits } from '../../api/instrument.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatCompact } from '../../components/format.ts';
import { Stat } from '../../components/stat.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';

/** What the company does, and what it paid and split. */
export function CompanyTab({ instrument }: { readonly instrument: Instrument }) {
  const { symbol, sector, industry, country, website, marketCap, summary, calendar, intervals } = instrument;
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
        <Stat label="Sector" value={sector ?? '–'} />
        <Stat label="Industry" value={industry ?? '–'} />
        <Stat label="Country" value={country ?? '–'} />
        <Stat label="Market capitalisation" value={formatCompact(marketCap)} />
      </SimpleGrid>
      {summary && (
        <Text size="sm" maw={800}>
          {summary}
        </Text>
      )}
      {website && /^https?:/.test(website) && (
        <Anchor href={website} size="sm" target="_blank" rel="noreferrer">
          {website}
        </Anchor>
      )}
      <Text size="sm">
        Sessions of {calendar}; stored intervals: {intervals.join(', ') || 'none'}.{' '}
        <Anchor
          component={Link}
          href={`/data?symbol=${encodeURIComponent(symbol)}`}
          inherit
          underline="always"
        >
          Coverage of its data
        </Anchor>
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <section aria-label="Dividends">
          <Title order={2}>Dividends</Title>
          <Dividends symbol={symbol} />
        </section>
        <section aria-label="Splits">
          <Title order={2}>Splits</Title>
          <Splits symbol={symbol} />
        </section>
      </SimpleGrid>
    </Stack>
  );
}

const dividendColumns: readonly Column<Dividend>[] = [
  { id: 'date', title: 'Ex-date', cell: ({ date }) => date, sortBy: ({ date }) => date },
  {
    ...{ id: 'amount', title: 'Per share', numeric: true },
    cell: ({ amount, currency }) => `${Number(amount.toPrecision(8))}${currency ? ` ${currency}` : ''}`,
    sortBy: ({ amount }) => amount,
  },
  { id: 'basis', title: 'Shares', cell: ({ basis }) => (basis === 'raw' ? 'of the day' : 'after splits') },
];

function Dividends({ symbol }: { readonly symbol: string }) {
  const { data, error, refetch } = useDividends(symbol);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="dividends" />;
  return (
    <DataTable
      label="Dividends"
      columns={dividendColumns}
      rows={data.dividends}
      rowKey={({ date }) => date}
      initialSort={{ column: 'date', descending: true }}
      maxHeight={360}
      empty={<Empty title="No dividends">None is stored of {symbol}.</Empty>}
    />
  );
}

const splitColumns: readonly Column<Split>[] = [
  { id: 'date', title: 'Ex-date', cell: ({ date }) => date, sortBy: ({ date }) => date },
  {
    ...{ id: 'ratio', title: 'Shares for one', numeric: true },
    cell: ({ ratio, numerator, denominator }) =>
      numerator !== null && denominator !== null
        ? `${numerator}:${denominator}`
        : String(Number(ratio.toPrecision(6))),
    sortBy: ({ ratio }) => ratio,
  },
];

function Splits({ symbol }: { readonly symbol: string }) {
  const { data, error, refetch } = useSplits(symbol);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what="splits" />;
  return (
    <DataTable
      label="Splits"
      columns={splitColumns}
      rows={data.splits}
      rowKey={({ date }) => date}
      initialSort={{ column: 'date', descending: true }}
      maxHeight={360}
      empty={<Empty title="No splits">None is stored of {symbol}.</Empty>}
    />
  );
}
