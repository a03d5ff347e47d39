import type { Trade } from '../../../../src/contract/backtests.ts';
import { Change } from '../../components/change.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { formatDate, formatNumber, formatPrice } from '../../components/format.ts';
import { Empty } from '../../components/states.tsx';

/** Each trade; those that are not closed yet count with the last close. */
export function Trades({ trades }: { readonly trades: readonly Trade[] }) {
  return (
    <DataTable
      label="Trades"
      rows={trades}
      rowKey={({ entryTime, exitTime, size, entryPrice }) => `${entryTime} ${exitTime} ${size} ${entryPrice}`}
      empty={<Empty title="No trades">The strategy never gave a signal in these days.</Empty>}
      columns={[
        {
          id: 'entry',
          title: 'Entry (UTC)',
          cell: ({ entryTime }) => formatDate(entryTime),
          sortBy: ({ entryTime }) => entryTime,
        },
        {
          id: 'exit',
          title: 'Exit (UTC)',
          cell: ({ exitTime }) => (exitTime === null ? 'open' : formatDate(exitTime)),
          sortBy: ({ exitTime }) => exitTime,
        },
        {
          id: 'side',
          title: 'Side',
          cell: ({ size }) => (size > 0 ? 'long' : 'short'),
          sortBy: ({ size }) => Math.sign(size),
        },
        {
          id: 'size',
          title: 'Size',
          cell: ({ size }) => formatNumber(Math.abs(size), Number.isInteger(size) ? 0 : 3),
          sortBy: ({ size }) => Math.abs(size),
          numeric: true,
        },
        {
          id: 'bought',
          title: 'Entry price',
          cell: ({ entryPrice }) => formatPrice(entryPrice),
          sortBy: ({ entryPrice }) => entryPrice,
          numeric: true,
        },
        {
          id: 'sold',
          title: 'Exit price',
          cell: ({ exitPrice }) => formatPrice(exitPrice),
          sortBy: ({ exitPrice }) => exitPrice,
          numeric: true,
        },
        {
          id: 'profit',
          title: 'Profit',
          cell: ({ profit }) => formatNumber(profit, 2),
          sortBy: ({ profit }) => profit,
          numeric: true,
        },
        {
          id: 'return',
          title: 'Return',
          cell: ({ returnPercent }) => <Change value={returnPercent === null ? null : returnPercent / 100} />,
          sortBy: ({ returnPercent }) => returnPercent,
          numeric: true,
        },
      ]}
    />
  );
}
