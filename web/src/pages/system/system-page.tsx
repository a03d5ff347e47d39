import { Alert, Anchor, List, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { PropsWithChildren } from 'react';
import { useSystem } from '../../api/data.ts';
import { formatDuration, formatNumber } from '../../components/format.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Stat } from '../../components/stat.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { formatBytes } from './bytes.ts';
import { Caches } from './caches.tsx';
import { Aggregates, Hypertables, Policies, Replicas } from './system-tables.tsx';

type System = NonNullable<ReturnType<typeof useSystem>['data']>;

/** How the parts of the system fare. */
export function SystemPage() {
  const { data, error, refetch } = useSystem();
  return (
    <>
      <PageHeader
        title="System"
        description={
          data && (
            <>
              As of <When time={data.askedAt} />
            </>
          )
        }
        actions={
          data?.links.grafana && (
            <Anchor href={data.links.grafana} target="_blank" rel="noreferrer">
              Open Grafana
            </Anchor>
          )
        }
      />
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Parts system={data} />
      ) : (
        <Loading what="the state of the system" />
      )}
    </>
  );
}

function Parts({ system }: { readonly system: System }) {
  return (
    <Stack gap="lg">
      <Health system={system} />
      <Figures system={system} />
      <Part title="Tables over time">
        <Hypertables tables={system.hypertables} />
      </Part>
      <Part title="Policies">
        <Policies policies={system.policies} isApache={system.versions.edition === 'apache'} />
      </Part>
      <Part title="Aggregates">
        <Aggregates aggregates={system.aggregates} isApache={system.versions.edition === 'apache'} />
      </Part>
      <Part title="Cache">
        <Caches cache={system.cache} />
      </Part>
      <Part title="Replicas">
        <Replicas replicas={system.replicas} isEmbedded={system.database.kind === 'embedded'} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <section aria-label={title}>
      <Title order={2} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

const looks = {
  ok: { color: 'green', Icon: IconCircleCheck, title: 'All is well' },
  note: { color: 'blue', Icon: IconInfoCircle, title: 'All is well; some things are good to know' },
  problem: { color: 'red', Icon: IconAlertTriangle, title: 'Something wants mending' },
} as const;

function Health({ system: { health, findings } }: { readonly system: System }) {
  const { color, Icon, title } = looks[health];
  return (
    <Alert color={color} icon={<Icon aria-hidden />} title={title} role="status">
      {findings.length > 0 && (
        <List size="sm">
          {findings.map(({ severity, what, remedy }) => (
            <List.Item key={what}>
              {severity === 'problem' && <b>Problem: </b>}
              {what}. {remedy}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function Figures({ system }: { readonly system: System }) {
  const { versions, database, pool, engine, disk, process } = system;
  const free = disk.totalBytes === 0 ? null : (100 * disk.freeBytes) / disk.totalBytes;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      <Stat
        label="Database"
        value={database.kind === 'embedded' ? 'Embedded' : 'Server'}
        hint={`TimescaleDB ${versions.timescaledb} (${versions.edition}), PostgreSQL ${versions.postgresql}`}
      />
      <Stat
        label="Size of the database"
        value={formatBytes(database.bytes)}
        hint={`${formatNumber(database.symbols)} symbols, ${formatNumber(database.quarantined)} rows set aside`}
      />
      <Stat
        label="Free on disk"
        value={formatBytes(disk.freeBytes)}
        hint={`${formatNumber(free)}% of ${formatBytes(disk.totalBytes)}`}
      />
      <Stat
        label="Sessions"
        value={`${formatNumber(database.sessions)} of ${formatNumber(database.mostSessions)}`}
        hint={
          <>
            up since <When time={database.startedAt} />
          </>
        }
      />
      <Stat
        label="Connection pool"
        value={`${pool.open - pool.idle} in use`}
        hint={`${pool.open} open of ${pool.most}, ${pool.waiting} questions wait`}
      />
      <Stat
        label="This server"
        value={`Stockula ${versions.stockula}`}
        hint={`up ${formatDuration(process.uptimeSeconds * 1000)}, ${formatBytes(process.memory)}, Node ${versions.node}`}
      />
      <Stat label="Schema" value={`Version ${versions.schema}`} hint={database.place ?? undefined} />
      {engine && (
        <Stat
          label="Embedded engine"
          value={engine.state}
          hint={`${formatBytes(engine.engineMemory)} and its host ${formatBytes(engine.hostMemory)}; ${formatNumber(engine.restarts)} restarts`}
        />
      )}
    </SimpleGrid>
  );
}
