import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MigrationCommand, MigrationStatus } from '../../src/contract/migration.ts';
import { freshFolder } from '../support/embedded.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

const source = join(import.meta.dirname, '../../../shared/data/legacy/stockula.db');

describe.skipIf(!existsSync(source))('a migration over the API', () => {
  const file = join(freshFolder('older'), 'stockula.db');
  let server: TestServer;

  beforeAll(async () => {
    copyFileSync(source, file);
    chmodSync(file, 0o600);
    // As before a migration: the older file answers.
    server = await serveEmpty({ config: `storage:\n  backend: sqlite\ndata:\n  db_path: ${file}` });
  });
  afterAll(() => server?.close());

  const status = (): Promise<MigrationStatus> => server.json('/api/v1/migration');

  function start(action: string, body: object = {}): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return server.ask(`/api/v1/migration/${action}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async function ended(action: string, body: object = {}): Promise<MigrationCommand> {
    const response = await start(action, body);
    expect(response.status, await response.clone().text()).toBe(202);
    await expect.poll(async () => (await status()).command?.state, { timeout: 100_000 }).not.toBe('running');
    const { command } = await status();
    if (!command) throw new Error('the command is gone');
    return command;
  }

  it('begins with nothing, and says what to do first', async () => {
    const { backend, legacyFile, steps, next, command } = await status();
    expect({ backend, legacyFile, steps, command }).toEqual({
      backend: 'sqlite',
      legacyFile: file,
      steps: [],
      command: null,
    });
    expect(next).toContain('migrate plan');
  });

  it('plans: the answer is that of the command line', async () => {
    const { state, answer } = await ended('plan');
    expect(state).toBe('done');
    expect(answer).toMatchObject({ source: { path: file }, symbols: { length: 6 }, refusal: null });
  });

  it('runs without a switch, and tells every step while it works', async () => {
    const events = server.ask('/api/v1/migration/events');
    const { state, answer } = await ended('run', { switches: false });
    expect(state).toBe('done');
    expect(answer).toMatchObject({ status: 'verified' });
    const after = await status();
    expect(after).toMatchObject({ backend: 'sqlite', outcome: 'completed', run: { status: 'verified' } });
    expect(after.steps.map(({ step, outcome }) => [step, outcome])).toContainEqual(['copy', 'done']);
    const body = (await events).body;
    if (!body) throw new Error('no stream');
    let text = '';
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes('"state":"done"')) break;
    }
    expect(text).toMatch(/"progress":\{"step":"Copy /);
  });

  it('switches only when it is confirmed; then the server itself answers from the database', async () => {
    const refused = await start('switch');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'CONSENT_MISSING' });
    expect((await status()).backend).toBe('sqlite');

    expect(await ended('switch', { confirm: 'switch' })).toMatchObject({ state: 'done', problem: null });
    await expect.poll(async () => (await status()).backend, { timeout: 20_000 }).toBe('timescale');
  });

  it('refuses to switch to what the file no longer says, with the reason', async () => {
    const database = new DatabaseSync(file);
    database.exec(`UPDATE price_history SET close_price = close_price + 1 WHERE id = 1`);
    database.close();
    expect((await status()).writtenSince).toBe(true);
    const command = await ended('switch', { confirm: 'switch' });
    expect(command).toMatchObject({ state: 'failed', problem: { code: 'MIGRATION_CONFLICT' } });
  });

  it('follows until it is stopped, then goes back', async () => {
    expect((await start('follow')).status).toBe(202);
    expect((await start('verify')).status).toBe(409);
    await expect.poll(async () => (await status()).command?.followed?.written, { timeout: 60_000 }).toBe(1);
    const stopped = await server.ask('/api/v1/migration/command', { method: 'DELETE' });
    expect(await stopped.json()).toEqual({ stopped: true });
    await expect.poll(async () => (await status()).command?.state, { timeout: 30_000 }).toBe('stopped');

    expect(await ended('rollback', { confirm: 'rollback' })).toMatchObject({ state: 'done', problem: null });
    await expect.poll(async () => (await status()).backend, { timeout: 20_000 }).toBe('sqlite');
  });

  it.each([
    ['run', { drain: true }],
    ['verify', { switches: false }],
    ['run', { from: '--driver' }],
    ['run', { from: 'a\0b' }],
    ['delete', {}],
    ['run', { other: 1 }],
  ])('refuses %s with %j', async (action, body) => {
    const response = await start(action, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'USAGE' });
  });

  it('tells what is wrong with a file that is none', async () => {
    const command = await ended('plan', { from: '/nowhere/at-all.db' });
    expect(command).toMatchObject({ state: 'failed', problem: { code: 'SOURCE_UNUSABLE' } });
  });
});
