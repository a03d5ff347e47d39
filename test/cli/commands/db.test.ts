import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { statusOf } from '../../../src/storage/embedded/host-control.ts';
import { freshFolder, startEmbedded } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

let env: Record<string, string>;
const db = (...args: string[]) => runStockula(['db', ...args], env);

function freshDirectory(): string {
  const dataDirectory = join(freshFolder('db'), 'data');
  env = { STOCKULA_DATA_DIR: dataDirectory };
  return dataDirectory;
}

afterEach(() => db('stop'));

test('start refuses while somebody works on a database that would have to be restarted, and says why', async () => {
  const engine = await startEmbedded({ dataDirectory: freshDirectory() });
  try {
    const client = await engine.client();
    const { pid } = await statusOf(engine.dataDirectory);
    const refused = await db('start');
    expect(refused).toMatchObject({ status: 6, stdout: '' });
    expect(refused.stderr).toMatch(/DATA_DIR_IN_USE[\s\S]*with 1 connected[\s\S]*Wait until they are done/);
    expect((await statusOf(engine.dataDirectory)).pid).toBe(pid);
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    // The host takes a moment to notice.
    await expect
      .poll(async () => (await statusOf(engine.dataDirectory)).host?.sessions, { timeout: 30_000 })
      .toBe(0);
    const accepted = await db('start');
    expect(accepted).toMatchObject({ status: 0, stdout: expect.stringContaining('Restarted to stay up') });
    expect((await statusOf(engine.dataDirectory)).host?.idleStopMs).toBe(null);
  } finally {
    await engine.stop();
  }
});

test('start leaves one that stays up already as it is, whoever is connected', async () => {
  const engine = await startEmbedded({ dataDirectory: freshDirectory(), idleStopMs: null });
  try {
    await engine.client();
    const { pid } = await statusOf(engine.dataDirectory);
    const again = await db('start');
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('It is running already') });
    expect((await statusOf(engine.dataDirectory)).pid).toBe(pid);
  } finally {
    await engine.stop();
  }
});
