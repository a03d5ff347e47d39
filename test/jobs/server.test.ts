import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { runWorker } from '../../src/jobs/worker.ts';
import { type Database, openDatabase } from '../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../src/storage/timescale/schema-upgrades.ts';
import { administer, skippedTitle } from '../storage/timescale/targets.ts';
import { type Pooler, startPgBouncer } from '../support/servers/pgbouncer.ts';
import type { OwnServer } from '../support/servers/postgres.ts';
import { findOwnServer, findPgBouncer } from '../support/servers/servers.ts';
import { bars, handleAll, later, listening, metadata, settings } from './support.ts';

const pooler = await findPgBouncer();
const found = await findOwnServer('apache');
const missing = found.missing ?? pooler.missing;

describe.skipIf(missing !== null)(skippedTitle('the job queue on a server', missing), () => {
  let server: OwnServer;
  let bouncer: Pooler;
  let database: Database;
  let queue: JobQueue;
  beforeAll(async () => {
    if (found.missing !== null || pooler.missing !== null) return;
    server = await found.value();
    bouncer = await startPgBouncer(pooler.value, server, 'transaction', 2);
    await administer(server, 'CREATE DATABASE pooled');
    database = await openDatabase({
      kind: 'server',
      url: bouncer.url('pooled'),
      sessionUrl: server.url('pooled'),
    });
    await upgradeSchema(database.pool, database.edition.name);
  });
  afterAll(async () => {
    await queue?.close();
    await database.close();
    await bouncer.stop();
    await server.stop();
  });

  test('a user who may not create it is told so, and may use it once it is there', async () => {
    await administer(server, `CREATE ROLE plain LOGIN PASSWORD 'plain'`);
    const connect = () => openDatabase({ kind: 'server', url: server.url('pooled', 'plain', 'plain') });
    await database.pool.query('GRANT USAGE ON SCHEMA stockula TO plain');
    const plain = await connect();
    const refused = await JobQueue.open(plain, settings).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'DATABASE_UNSUITABLE', parts: { got: /permission denied/ } });
    expect(String(refused)).not.toContain('plain:plain');

    queue = await JobQueue.open(database, settings);
    await database.pool.query(`GRANT USAGE ON SCHEMA pgboss TO plain`);
    await database.pool.query(`GRANT ALL ON ALL TABLES IN SCHEMA pgboss, stockula TO plain`);
    const its = await JobQueue.open(plain, settings);
    const [job] = await its.enqueue([metadata('PLAIN')]);
    expect(await its.jobs.cancel([job?.id ?? ''])).toMatchObject([{ outcome: 'cancelled' }]);
    await its.close();
    await plain.close();
  });

  test('it goes by the session URL where there is one, and says so where nobody answers there', async () => {
    const sessionUrl = 'postgres://me:s3cret@127.0.0.1:1/pooled';
    const beside = await openDatabase({ kind: 'server', url: bouncer.url('pooled'), sessionUrl });
    const refused = await JobQueue.open(beside, settings).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      parts: {
        got: expect.stringContaining('127.0.0.1:1'),
        remedy: expect.stringContaining('DATABASE_SESSION_URL'),
      },
    });
    expect(String(refused)).not.toContain('s3cret');
    await beside.close();
  });

  test('through a transaction pool alone it works too', async () => {
    const alone = await openDatabase({ kind: 'server', url: bouncer.url('pooled') });
    const its = await JobQueue.open(alone, settings);
    const [one] = await its.enqueue([bars('ALONE')]);
    expect(await its.enqueue([bars('ALONE')])).toEqual([{ ...one, outcome: 'waiting' }]);
    await its.close();
    await alone.close();
  });

  test('a server that is started again: the worker goes on', { timeout: 90_000 }, async () => {
    await queue.enqueue([bars('LONG'), metadata('NEXT')]);
    const stop = new AbortController();
    const { log, lines } = listening();
    const done: string[] = [];
    const handlers = handleAll(async (symbol) => {
      if (symbol === 'LONG') await later(2_000);
      done.push(symbol);
    });
    const worker = runWorker({ queue, handlers, concurrency: 1, signal: stop.signal, log });
    await expect.poll(() => lines.map(({ key }) => key), { timeout: 30_000 }).toContain('fetch-bars:LONG:1d');
    await server.restart('timescaledb');
    await expect.poll(() => done, { timeout: 60_000 }).toContain('NEXT');
    await expect
      .poll(async () => (await queue.jobs.list({ state: 'done' })).map(({ symbol }) => symbol), {
        timeout: 30_000,
      })
      .toEqual(expect.arrayContaining(['LONG', 'NEXT']));
    stop.abort();
    expect(await worker).toMatchObject({ lost: 0, failed: 0 });
    expect(done.filter((symbol) => symbol === 'LONG')).toHaveLength(1);
    expect(lines.filter(({ msg }) => msg === 'the database is away').length).toBeLessThanOrEqual(1);
  });
});
