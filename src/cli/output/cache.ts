import type { CacheClassStatus, CacheStatus } from '../../manager/cache-status.ts';
import { formatBytes } from './bytes.ts';
import { formatCount, formatPercent } from './numbers.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

const columns: readonly Column<CacheClassStatus>[] = [
  { title: 'Class', value: (row) => row.class },
  { title: 'Kept for', value: ({ ttl_seconds }) => `${formatCount(ttl_seconds)} s`, align: 'right' },
  { title: 'Hits', value: ({ hit }) => hit, format: formatCount },
  { title: 'Misses', value: ({ miss }) => miss, format: formatCount },
  { title: 'Stale', value: ({ stale }) => stale, format: formatCount },
  { title: 'Errors', value: ({ error }) => error, format: formatCount },
  {
    title: 'Hit rate',
    value: ({ hit_rate }) => (hit_rate === null ? null : formatPercent(hit_rate * 100, { decimals: 1 })),
    align: 'right',
  },
];

/** The shared cache as people read it. Ends with a newline. */
export function renderCacheStatus(status: CacheStatus, isTty = false): string {
  if (status === null)
    return 'Nothing is shared: without cache.redis_url (REDIS_URL) each process has a cache of its own.\n';
  const { values, memory_bytes, memory_limit_bytes, classes } = status;
  const limit = memory_limit_bytes === null ? 'no limit' : `of ${formatBytes(memory_limit_bytes)}`;
  const style = styleFor(isTty);
  return [
    renderTable(columns, classes, style),
    '',
    `${formatCount(values)} cached ${values === 1 ? 'answer' : 'answers'} of this database; Redis uses ${formatBytes(memory_bytes)} (${limit}).`,
    '',
  ].join('\n');
}
