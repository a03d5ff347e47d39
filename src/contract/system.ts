import * as z from 'zod';

const bytes = z.number().describe('Bytes');
const time = z.iso.datetime();

const counts = z.object({
  class: z.string(),
  hit: z.int(),
  miss: z.int(),
  stale: z.int().describe('Outdated answers given because loading failed'),
  error: z.int(),
  hitRate: z.number().nullable().describe('Hits among all questions, 0 to 1; null: nobody asked'),
});

export const system = z
  .object({
    askedAt: time,
    health: z.enum(['ok', 'note', 'problem']).describe('The worst of the findings'),
    findings: z.array(
      z.object({ severity: z.enum(['problem', 'note']), what: z.string(), remedy: z.string() }),
    ),
    versions: z.object({
      stockula: z.string(),
      node: z.string(),
      postgresql: z.string(),
      timescaledb: z.string(),
      edition: z.enum(['community', 'apache']),
      schema: z.int(),
    }),
    process: z.object({
      uptimeSeconds: z.number(),
      memory: bytes.describe('Memory of the process that answers'),
    }),
    database: z.object({
      kind: z.enum(['embedded', 'server']),
      place: z.string().nullable().describe('For admins: where it is'),
      bytes,
      startedAt: time,
      sessions: z.int(),
      mostSessions: z.int(),
      symbols: z.int(),
      quarantined: z.int(),
      isReplica: z.boolean(),
    }),
    hypertables: z.array(
      z.object({
        name: z.string(),
        chunks: z.int(),
        compressedChunks: z.int(),
        overdueChunks: z.int().describe('Due for compression'),
        bytes,
        compressionRatio: z
          .number()
          .nullable()
          .describe('Bytes before by bytes after; null: nothing is compressed'),
        chunkInterval: z.string(),
      }),
    ),
    policies: z.array(
      z.object({
        id: z.int(),
        what: z.string(),
        on: z.string(),
        every: z.string(),
        paused: z.boolean(),
        lastFinished: time.nullable(),
        lastFailure: z.string().nullable(),
        nextRun: time.nullable().describe('Embedded: not before then, and when nothing else runs'),
      }),
    ),
    aggregates: z
      .array(
        z.object({
          name: z.string(),
          builtTo: time.nullable(),
          lagSeconds: z.number().nullable().describe('How much later the last bar begins'),
          bytes,
          realTime: z.boolean().describe('Whether what is not built yet is added when it is asked'),
        }),
      )
      .describe('None on the Apache edition, whose aggregates are plain views'),
    pool: z.object({ most: z.int(), open: z.int(), idle: z.int(), waiting: z.int() }),
    cache: z.object({
      own: z.array(counts).describe('Of the process that answers, since it began'),
      redis: z
        .object({
          configured: z.boolean(),
          problem: z.string().nullable(),
          values: z.int().nullable(),
          memory: bytes.nullable(),
          memoryLimit: bytes.nullable(),
          classes: z.array(counts).describe('Of all processes'),
        })
        .describe('The cache that processes share'),
    }),
    replicas: z.array(
      z.object({
        name: z.string(),
        state: z.string(),
        mode: z.string(),
        lagBytes: bytes.nullable(),
        lagSeconds: z.number().nullable(),
      }),
    ),
    engine: z
      .object({
        state: z.string(),
        uptimeSeconds: z.number().nullable(),
        sessions: z.int().nullable(),
        restarts: z.int().nullable(),
        hostMemory: bytes.nullable(),
        engineMemory: bytes.nullable(),
        clusterBytes: bytes.nullable(),
      })
      .nullable()
      .describe('The embedded engine; null: a server is configured'),
    disk: z.object({ freeBytes: bytes, totalBytes: bytes }),
    links: z.object({ grafana: z.string().nullable() }),
  })
  .meta({ id: 'System' });
