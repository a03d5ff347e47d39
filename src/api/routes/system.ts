import type * as z from 'zod';
import { system } from '../../contract/system.ts';
import type { SystemStatus } from '../../manager/system/system-service.ts';
import type { Routes } from '../api.ts';
import { cachesOf } from '../system-caches.ts';

type SystemJson = z.output<typeof system>;

/** How the parts of the system fare. */
export const addSystem: Routes = (api, { config, data }) => {
  api.get(
    '/api/v1/system',
    {
      config: { right: 'read' },
      schema: {
        tags: ['system'],
        summary: 'How the parts of the system fare',
        description: 'Not older than five seconds.',
        response: { 200: system },
      },
    },
    async (request): Promise<SystemJson> => {
      const status = await data.system.status();
      const isAdmin = request.caller.right === 'admin';
      return {
        ...healthOf(status),
        versions: versionsOf(status),
        process: { uptimeSeconds: process.uptime(), memory: process.memoryUsage.rss() },
        database: databaseOf(status, isAdmin),
        hypertables: status.diagnosis.hypertables.map(hypertableOf),
        policies: policiesOf(status),
        aggregates: status.aggregates.map((one) => ({ ...one })),
        pool: status.pool,
        cache: cachesOf(status.cache, config().cache.redis_url !== null),
        replicas: status.replicas.map((one) => ({ ...one })),
        engine: engineOf(status),
        disk: status.disk,
        links: { grafana: config().api.grafana_url ?? null },
      };
    },
  );
};

function healthOf({ askedAt, diagnosis: { findings }, cache }: SystemStatus) {
  const all = findings.map(({ severity, what, remedy }) => ({ severity, what, remedy }));
  if (cache.silent !== null)
    all.unshift({
      severity: 'problem',
      what: `Redis does not answer: ${cache.silent}`,
      remedy:
        'Check that it runs and that REDIS_URL is right. Questions are answered without it, only slower.',
    });
  const worst = all.some(({ severity }) => severity === 'problem') ? 'problem' : 'note';
  return {
    askedAt,
    health: all.length === 0 ? ('ok' as const) : (worst as 'problem' | 'note'),
    findings: all,
  };
}

const versionsOf = ({ version, diagnosis: { database, stored } }: SystemStatus): SystemJson['versions'] => ({
  stockula: version,
  node: process.versions.node,
  postgresql: database.postgresql,
  timescaledb: database.timescaledb,
  edition: database.edition === 'community' ? 'community' : 'apache',
  schema: stored.schema_version,
});

const databaseOf = (
  { diagnosis: { database, stored }, server, engine }: SystemStatus,
  isAdmin: boolean,
): SystemJson['database'] => ({
  kind: database.kind,
  place: isAdmin ? database.place : null,
  bytes: server.databaseBytes,
  startedAt: server.startedAt,
  // The embedded engine has one backend, which its host lends to all sessions.
  sessions: engine?.host?.sessions ?? server.sessions,
  mostSessions: server.mostSessions,
  symbols: stored.symbols,
  quarantined: stored.quarantined,
  isReplica: server.isReplica,
});

function hypertableOf(
  table: SystemStatus['diagnosis']['hypertables'][number],
): SystemJson['hypertables'][number] {
  const { bytes_before_compression: before, bytes_after_compression: after } = table;
  return {
    name: table.name,
    chunks: table.chunks,
    compressedChunks: table.compressed_chunks,
    overdueChunks: table.overdue_chunks,
    bytes: table.bytes,
    compressionRatio: before !== null && after !== null && after > 0 ? before / after : null,
    chunkInterval: table.chunk_interval,
  };
}

const policiesOf = ({ diagnosis: { jobs }, nextRuns }: SystemStatus): SystemJson['policies'] =>
  jobs.map((job) => ({
    id: job.job_id,
    what: job.what,
    on: job.on,
    every: job.every,
    paused: job.paused,
    lastFinished: job.last_finished,
    lastFailure: job.last_failure,
    nextRun: job.paused ? null : (nextRuns.get(job.job_id) ?? null),
  }));

function engineOf({ engine }: SystemStatus): SystemJson['engine'] {
  if (engine === null) return null;
  const { state, host, memory, clusterBytes } = engine;
  return {
    state,
    uptimeSeconds: host && host.uptimeMs / 1000,
    sessions: host?.sessions ?? null,
    restarts: host?.engineRestarts ?? null,
    hostMemory: memory.host?.now ?? null,
    engineMemory: memory.engine?.now ?? null,
    clusterBytes,
  };
}
