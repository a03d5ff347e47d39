import { Text } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useRecentCloses } from '../../api/instruments.ts';
import { Change } from '../../components/change.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatDate } from '../../components/format.ts';
import { Price } from '../../components/price.tsx';
import { Sparkline } from '../../components/sparkline.tsx';

/** An instrument with its last close; of a symbol that is none, only the symbol. */
export interface QuoteRow {
  readonly symbol: string;
  readonly name: string | null;
  readonly currency: string | null;
  readonly lastClose: number | null;
  readonly lastTime: string | null;
  readonly change: number | null;
  readonly isUnknown?: boolean;
}

const sessionsDrawn = 60;

const symbol: Column<QuoteRow> = {
  id: 'symbol',
  title: 'Symbol',
  cell: (row) => row.symbol,
  sortBy: (row) => row.symbol,
};
const last: Column<QuoteRow> = {
  id: 'last',
  title: 'Last',
  cell: ({ lastClose, currency }) => <Price value={lastClose} currency={currency} />,
  sortBy: (row) => row.lastClose,
  numeric: true,
};
const change: Column<QuoteRow> = {
  id: 'change',
  title: 'Change',
  cell: (row) => <Change value={row.change} />,
  sortBy: (row) => row.change,
  numeric: true,
};

const short = [symbol, last, change];
const full: readonly Column<QuoteRow>[] = [
  symbol,
  last,
  change,
  { id: 'line', title: `${sessionsDrawn} days`, cell: (row) => <Line row={row} /> },
  {
    id: 'name',
    title: 'Name',
    cell: ({ name, isUnknown }) =>
      isUnknown ? (
        <Text span size="sm" c="dimmed">
          nothing stored yet
        </Text>
      ) : (
        <Text span size="sm" truncate display="block" maw={170} title={name ?? undefined}>
          {name ?? '–'}
        </Text>
      ),
    sortBy: (row) => row.name,
  },
  {
    id: 'date',
    title: 'As of',
    cell: ({ lastTime }) => formatDate(lastTime),
    sortBy: (row) => row.lastTime,
    numeric: true,
  },
];

interface QuoteTableProps {
  readonly label: string;
  readonly quotes: readonly QuoteRow[];
  readonly empty: ReactNode;
  /** Only symbol, last close and change. */
  readonly isShort?: boolean;
}

export function QuoteTable({ label, quotes, empty, isShort = false }: QuoteTableProps) {
  return (
    <DataTable
      label={label}
      columns={isShort ? short : full}
      rows={quotes}
      rowKey={(row) => row.symbol}
      hrefOf={(row) => (row.isUnknown ? null : `/symbols/${encodeURIComponent(row.symbol)}`)}
      empty={empty}
    />
  );
}

/** Its closes are asked for once it comes into view. */
function Line({ row: { symbol: name, isUnknown = false } }: { readonly row: QuoteRow }) {
  const { ref, inViewport } = useInViewport();
  const { data } = useRecentCloses(name, sessionsDrawn, inViewport && !isUnknown);
  return (
    <div ref={ref} style={{ width: 96, height: 24 }}>
      {data && <Sparkline values={data} label={`${name}, last ${data.length} closes`} />}
    </div>
  );
}
