import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectMigrationFile } from '../../src/migrate/file-report/collect.ts';
import { renderPage } from '../../src/migrate/file-report/page/page.ts';
import { runMigration } from '../../src/migrate/run.ts';
import { type Database, openDatabase } from '../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../src/storage/timescale/schema-upgrades.ts';
import { administer, skippedTitle } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import type { OwnServer } from '../support/servers/postgres.ts';
import { findOwnServer } from '../support/servers/servers.ts';
import { syntheticFile } from '../support/sources.ts';
import { policies } from './target.ts';

const found = await findOwnServer('apache');

describe.skipIf(found.missing !== null)(skippedTitle('apache edition', found.missing), () => {
  let server: OwnServer;
  let database: Database;
  beforeAll(async () => {
    if (found.missing === null) server = await found.value();
    await administer(server, 'CREATE DATABASE reported');
    database = await openDatabase({ kind: 'server', url: server.url('reported') });
    await upgradeSchema(database.pool, database.edition.name);
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  it('is reported on without compression and without stored aggregates', { timeout: 180_000 }, async () => {
    const scratchFolder = join(freshFolder('scratch'), 'scratch');
    const from = syntheticFile({ symbols: 2, years: 2 });
    await runMigration({ database, from, policies, scratchFolder, onProgress: () => undefined });
    const file = await collectMigrationFile({
      database,
      scratchFolder,
      stockula: '1.0.0',
      phases: [],
      configurationChanges: [],
    });
    expect(file.versions.timescaledb_edition).toBe('apache');
    const kinds = new Set(file.sizes.relations.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['hypertable', 'journal', 'table']);
    for (const { bytes_after_compression } of file.sizes.relations)
      expect(bytes_after_compression).toBeNull();
    expect(file.queries.timings.every(({ timescaledb, sqlite }) => timescaledb.rows === sqlite?.rows)).toBe(
      true,
    );
    expect(file.go_back.join(' ')).toContain('with the tools of its server');
    expect(JSON.stringify(file)).not.toContain(server.password);
    expect(renderPage(file, '0'.repeat(64))).toContain('apache edition');
  });
});
