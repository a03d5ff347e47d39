const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** How many there are of what: `1 row`, `12,147 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`;
}
