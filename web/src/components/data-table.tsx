import './data-table.css';
import { type MouseEvent, type ReactNode, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type SortOrder, sortedBy } from './sorted-by.ts';
import { useRowWindow } from './use-row-window.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted by; it cannot be sorted without. Null comes last either way. */
  readonly sortBy?: (row: Row) => number | string | null;
  /** Figures: right-aligned, of equal width. */
  readonly numeric?: boolean;
}

interface DataTableProps<Row> {
  /** What the rows are, for those who do not see the table. */
  readonly label: string;
  /** The first one names its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where a row leads: its first cell is the link, and a click anywhere in the row follows it. */
  readonly hrefOf?: (row: Row) => string | null;
  /** Instead of rows, where there are none. */
  readonly empty?: ReactNode;
  readonly initialSort?: SortOrder;
  /** Pixels, beyond which the table scrolls within itself. Only the rows in view are drawn where there are many. */
  readonly maxHeight?: number;
}

/** Rows with typed columns. It scrolls within itself where the screen is narrow. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, hrefOf, empty, initialSort, maxHeight = 560 } = props;
  const [order, setOrder] = useState<SortOrder | null>(initialSort ?? null);
  const sorted = useMemo(() => {
    const sortBy = columns.find(({ id }) => id === order?.column)?.sortBy;
    return order && sortBy ? sortedBy(rows, sortBy, order.descending) : rows;
  }, [rows, columns, order]);
  const { ref, onScroll, from, to, above, below } = useRowWindow(sorted.length, maxHeight);
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <section
      ref={ref}
      className="data-table"
      style={{ maxHeight }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      onScroll={onScroll}
    >
      <table aria-rowcount={sorted.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={above} columns={columns.length} />
          {sorted.slice(from, to).map((row, at) => (
            <Line key={rowKey(row)} row={row} at={from + at} columns={columns} href={hrefOf?.(row) ?? null} />
          ))}
          <Space height={below} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly order: SortOrder | null;
  readonly onOrder: (order: SortOrder) => void;
}

function Head<Row>({ column: { id, title, sortBy, numeric = false }, order, onOrder }: HeadProps<Row>) {
  const own = order?.column === id ? order : null;
  const className = numeric ? 'numeric' : undefined;
  if (!sortBy) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const state = own === null ? 'none' : own.descending ? 'descending' : 'ascending';
  // The largest figures first, names from A.
  const descending = own === null ? numeric : !own.descending;
  return (
    <th scope="col" className={className} aria-sort={state}>
      <button type="button" onClick={() => onOrder({ column: id, descending })}>
        {title} <span aria-hidden>{own === null ? '' : own.descending ? '↓' : '↑'}</span>
      </button>
    </th>
  );
}

interface LineProps<Row> {
  readonly row: Row;
  readonly at: number;
  readonly columns: readonly Column<Row>[];
  readonly href: string | null;
}

function Line<Row>({ row, at, columns, href }: LineProps<Row>) {
  const [, navigate] = useLocation();
  const follow = (event: MouseEvent) => {
    const isOwn = (event.target as Element).closest('a, button, input, select, label') !== null;
    if (href !== null && !isOwn && window.getSelection()?.isCollapsed !== false) navigate(href);
  };
  return (
    // The link in the first cell is for the keyboard.
    <tr aria-rowindex={at + 2} className={href === null ? undefined : 'leads'} onClick={follow}>
      {columns.map(({ id, cell, numeric }, place) => {
        const className = numeric ? 'numeric' : undefined;
        if (place > 0) {
          return (
            <td key={id} className={className}>
              {cell(row)}
            </td>
          );
        }
        return (
          <th key={id} scope="row" className={className}>
            {href === null ? cell(row) : <Link href={href}>{cell(row)}</Link>}
          </th>
        );
      })}
    </tr>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height === 0) return null;
  return (
    <tr className="space" aria-hidden>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
