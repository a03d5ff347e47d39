import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import type { OwnServer } from '../../support/servers/postgres.ts';
import { findOwnServer } from '../../support/servers/servers.ts';
import { administer, skippedTitle } from './targets.ts';

const none = await findOwnServer('none');

describe.skipIf(none.missing !== null)(skippedTitle('PostgreSQL without TimescaleDB', none.missing), () => {
  let server: OwnServer;
  beforeAll(async () => {
    if (none.missing === null) server = await none.value();
  });
  afterAll(() => server.stop());

  test('is refused, with what to do', async () => {
    await expect(openDatabase({ kind: 'server', url: server.url('postgres') })).rejects.toMatchObject({
      code: 'DATABASE_UNSUITABLE',
      message: expect.stringMatching(/without TimescaleDB.*Install TimescaleDB there/),
    });
  });

  test('a message never holds the password', async () => {
    const refusal = await openDatabase({ kind: 'server', url: server.url('postgres') }).catch(String);
    expect(refusal).not.toContain(server.password);
  });

  test('a server that is not there is unavailable, not unsuitable', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/nothing';
    await expect(openDatabase({ kind: 'server', url })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('nobody@127.0.0.1:1/nothing'),
    });
  });
});

for (const kind of ['apache', 'community'] as const) {
  const found = await findOwnServer(kind);
  describe.skipIf(found.missing !== null)(skippedTitle(`${kind} edition`, found.missing), () => {
    let server: OwnServer;
    beforeAll(async () => {
      if (found.missing === null) server = await found.value();
      await administer(server, `CREATE ROLE weak LOGIN PASSWORD 'weak'`);
    });
    afterAll(() => server.stop());

    test('is told apart, and its extension created where it is missing', async () => {
      await administer(server, 'CREATE DATABASE fresh');
      const database = await openDatabase({ kind: 'server', url: server.url('fresh') });
      expect(database.edition).toMatchObject({
        name: kind,
        timescaleVersion: expect.stringMatching(/^2\.\d+/),
        postgresVersion: expect.stringMatching(/^1\d\./),
      });
      await database.close();
    });

    test('many that find the extension missing at once all get it', async () => {
      await administer(server, 'CREATE DATABASE wanted');
      const opened = await Promise.all(
        Array.from({ length: 20 }, () => openDatabase({ kind: 'server', url: server.url('wanted') })),
      );
      for (const database of opened) await database.close();
    });

    test('a user who may not create the extension learns so', async () => {
      await administer(server, 'CREATE DATABASE closed');
      await expect(
        openDatabase({ kind: 'server', url: server.url('closed', 'weak', 'weak') }),
      ).rejects.toMatchObject({
        code: 'DATABASE_UNSUITABLE',
        message: expect.stringMatching(/this user may not create it.*as its owner or a superuser/),
      });
    });

    test('a user who may not create tables learns so', async () => {
      await administer(server, 'CREATE DATABASE readonly');
      await (await openDatabase({ kind: 'server', url: server.url('readonly') })).close();
      const database = await openDatabase({ kind: 'server', url: server.url('readonly', 'weak', 'weak') });
      await expect(upgradeSchema(database.pool, kind)).rejects.toMatchObject({
        code: 'DATABASE_UNSUITABLE',
        message: expect.stringMatching(/permission denied.*Give that user CREATE/),
      });
      await database.close();
    });

    test('is refused once its library is no longer preloaded, with the extension and without', async () => {
      await administer(server, 'CREATE DATABASE preloaded');
      await administer(server, 'CREATE DATABASE bare');
      await (await openDatabase({ kind: 'server', url: server.url('preloaded') })).close();
      await server.restart('');
      for (const name of ['preloaded', 'bare']) {
        await expect(openDatabase({ kind: 'server', url: server.url(name) })).rejects.toMatchObject({
          code: 'DATABASE_UNSUITABLE',
          message: expect.stringMatching(/to be preloaded.*Set shared_preload_libraries/),
        });
      }
      await server.restart('timescaledb');
      await (await openDatabase({ kind: 'server', url: server.url('preloaded') })).close();
    });
  });
}
