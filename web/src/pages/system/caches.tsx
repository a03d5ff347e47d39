import { Alert, Stack, Text, Title } from '@mantine/core';
import type { useSystem } from '../../api/data.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatNumber, formatPercent } from '../../components/format.ts';
import { formatBytes } from './bytes.ts';

type Cache = NonNullable<ReturnType<typeof useSystem>['data']>['cache'];
type Counts = Cache['own'][number];

/** How often answers came from memory: of this process, and where one is shared, of all. */
export function Caches({ cache: { own, redis } }: { readonly cache: Cache }) {
  return (
    <Stack gap="sm">
      <CountsTable label="Questions to the cache of this process" counts={own} />
      {redis.problem !== null && (
        <Alert color="red" title="Redis does not answer">
          {redis.problem}
        </Alert>
      )}
      {!redis.configured && (
        <Text size="sm" c="dimmed">
          Nothing is shared with other processes: <code>cache.redis_url</code> is not set.
        </Text>
      )}
      {redis.classes.length > 0 && (
        <div>
          <Title order={3} mb={4}>
            Shared in Redis
          </Title>
          <Text size="sm" mb="xs">
            {formatNumber(redis.values)} answers, {formatBytes(redis.memory)}
            {redis.memoryLimit !== null && ` of ${formatBytes(redis.memoryLimit)}`}
          </Text>
          <CountsTable label="Questions of all processes to Redis" counts={redis.classes} />
        </div>
      )}
    </Stack>
  );
}

function CountsTable({ label, counts }: { readonly label: string; readonly counts: readonly Counts[] }) {
  const names = ['hit', 'miss', 'stale', 'error'] as const;
  return (
    <DataTable
      label={label}
      rows={counts}
      rowKey={(one) => one.class}
      columns={[
        { id: 'class', title: 'What', cell: (one) => titles[one.class] ?? one.class },
        {
          id: 'rate',
          title: 'Hit rate',
          numeric: true,
          cell: (one) => formatPercent(one.hitRate, { digits: 1 }),
        },
        ...names.map((name) => ({
          id: name,
          title: { hit: 'Hits', miss: 'Misses', stale: 'Outdated', error: 'Errors' }[name],
          numeric: true,
          cell: (one: Counts) => formatNumber(one[name]),
        })),
      ]}
    />
  );
}

const titles: Readonly<Record<string, string>> = {
  price: 'Prices',
  indicators: 'Indicators',
  marketData: 'Other market data',
};
