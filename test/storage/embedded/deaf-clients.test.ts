import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { simpleQuery } from '../../../src/storage/embedded/wire/messages.ts';
import { startEmbedded, type TestEngine } from '../../support/embedded.ts';
import { RawClient, startupPacket } from './raw-client.ts';

// Clients that send statements and never read an answer.
let engine: TestEngine;

beforeAll(async () => {
  engine = await startEmbedded({ limits: { idleInTransactionMs: 400 } });
});
afterAll(() => engine.stop());

/** An answer of 16 MB, far more than a socket's buffers take. */
const longAnswer = simpleQuery("SELECT repeat('x', 16 << 20)");

async function deafClient(): Promise<RawClient> {
  const client = await RawClient.open(engine.address.socketPath);
  client.send(startupPacket());
  await client.until('Z');
  client.stopReading();
  return client;
}

test('one that does not read its answers keeps nobody waiting', async () => {
  const other = await engine.client();
  await other.query('CREATE TABLE marks (a int)');
  const deaf = await deafClient();
  deaf.send(
    simpleQuery('INSERT INTO marks VALUES (1)'),
    longAnswer,
    simpleQuery('INSERT INTO marks VALUES (2)'),
  );
  // The second INSERT stays where it is as long as the answer before it is not read.
  await expect
    .poll(async () => (await other.query('SELECT a FROM marks')).rows, { timeout: 30_000 })
    .toEqual([{ a: 1 }]);
  for (let n = 0; n < 20; n += 1) expect((await other.query('SELECT a FROM marks')).rows).toEqual([{ a: 1 }]);
  deaf.vanish();
});

test('one that does not read its answers within a transaction is ended when others wait', async () => {
  const other = await engine.client();
  await other.query('CREATE TABLE held (a int)');
  const deaf = await deafClient();
  deaf.send(simpleQuery('BEGIN; INSERT INTO held VALUES (1)'), longAnswer);
  expect((await other.query('SELECT a FROM held')).rows).toEqual([]);
  // Neither its row nor its lock on the table outlives it.
  await other.query('DROP TABLE held');
  deaf.vanish();
});

test('one that does not read its answers does not keep the host from stopping', async () => {
  const deaf = await deafClient();
  deaf.send(longAnswer, simpleQuery('SELECT 1'));
  const other = await engine.client();
  await other.query('SELECT 1');
  expect(await stopHost(engine.dataDirectory)).toEqual({ outcome: 'stopped' });
  deaf.vanish();
});
