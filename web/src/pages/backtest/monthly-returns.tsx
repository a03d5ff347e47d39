import { useMemo } from 'react';
import type { EquityCurve } from '../../../../src/contract/backtests.ts';
import { Change } from '../../components/change.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { monthlyReturns, type YearOfReturns } from './monthly.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The return of each month, a year in a row, the newest first. */
export function MonthlyReturns({ equity }: { readonly equity: EquityCurve }) {
  const years = useMemo(() => monthlyReturns(equity).reverse(), [equity]);
  return (
    <DataTable
      label="Monthly returns"
      rows={years}
      rowKey={({ year }) => String(year)}
      columns={[
        { id: 'year', title: 'Year', cell: ({ year }) => year },
        {
          id: 'whole',
          title: 'Whole year',
          cell: ({ whole }) => <Change value={whole} digits={1} />,
          numeric: true,
        },
        ...months.map((title, at) => ({
          id: title,
          title,
          cell: (year: YearOfReturns) => <Change value={year.months[at] ?? null} digits={1} />,
          numeric: true,
        })),
      ]}
    />
  );
}
