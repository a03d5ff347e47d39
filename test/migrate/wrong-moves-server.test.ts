import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administer, skippedTitle } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import { ended } from '../support/run-stockula.ts';
import type { OwnServer } from '../support/servers/postgres.ts';
import { findOwnServer } from '../support/servers/servers.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

const found = await findOwnServer('apache');

describe.skipIf(found.missing !== null)(skippedTitle('apache edition', found.missing), () => {
  let server: OwnServer;
  let place: Workplace;
  beforeAll(async () => {
    if (found.missing === null) server = await found.value();
    await administer(server, 'CREATE DATABASE migrated');
    place = makeWorkplace({ symbols: 4, years: 8 });
  });
  afterAll(() => server.stop());

  const at = (url: string): Record<string, string> => ({ DATABASE_URL: url });

  it('refuses a wrong password without showing it, and without an embedded database in its place', async () => {
    const before = place.state();
    const wrong = server.url('migrated', 'postgres', 'not-the-password');
    for (const command of ['run', 'switch', 'status', 'follow']) {
      const run = await place.stockula(['migrate', command, '-o', 'json'], at(wrong));
      expect(run.status).toBe(7);
      const { error, database_error } = JSON.parse(run.stdout);
      // Of a status it is one part of the answer.
      expect(command === 'status' ? database_error : error).toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
        got: expect.stringContaining('password authentication failed'),
        remedy: expect.stringContaining('DATABASE_URL'),
      });
      expect(run.stdout + run.stderr + place.journal().join()).not.toContain('not-the-password');
    }
    expect(place.state()).toEqual(before);
  });

  it('goes on where it stopped when the server goes away in the middle of the copy', async () => {
    const before = place.state();
    const child = place.start(['migrate', 'run', '-o', 'json'], at(server.url('migrated')));
    const end = ended(child);
    let restarted: Promise<void> | null = null;
    for await (const text of child.stderr ?? [])
      if (String(text).includes('"label":"price_history"')) restarted ??= server.restart('timescaledb');
    const { status, stdout } = await end;
    expect(`${status} ${stdout}`).toMatch(/^7 /);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(place.state()).toEqual(before);
    await restarted;
    const told = await place.stockula(['migrate', 'status', '-o', 'json'], at(server.url('migrated')));
    expect(JSON.parse(told.stdout)).toMatchObject({
      migration: { outcome: 'stopped' },
      next: expect.stringContaining('migrate resume'),
    });
    const resumed = await place.stockula(['migrate', 'resume', '-o', 'json'], at(server.url('migrated')));
    const report = JSON.parse(resumed.stdout);
    expect(report).toMatchObject({ status: 'verified' });
    for (const { source_checksum, target_checksum } of report.tables)
      expect(target_checksum).toBe(source_checksum);
    expect(place.configuration()).toContain('backend: timescale');
  });

  it('takes the password from the file that the configuration names', async () => {
    const file = join(freshFolder('secret'), 'password');
    writeFileSync(file, server.password);
    const url = new URL(server.url('migrated'));
    url.password = '';
    appendFileSync(place.configFile, `database:\n  url: ${url.href}\n  password_file: ${file}\n`);
    const run = await place.stockula(['migrate', 'run', '-o', 'json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ status: 'verified' });
  });
});
