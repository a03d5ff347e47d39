export interface SortOrder {
  /** Id of the column. */
  readonly column: string;
  readonly descending: boolean;
}

/** The rows in an order; those without a value last, equals as they were. */
export function sortedBy<Row>(
  rows: readonly Row[],
  pick: (row: Row) => number | string | null,
  descending: boolean,
): Row[] {
  const valued = rows.map((row) => ({ row, value: pick(row) }));
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  valued.sort(({ value: one }, { value: other }) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compare(String(one), String(other));
    return descending ? -order : order;
  });
  return valued.map(({ row }) => row);
}
