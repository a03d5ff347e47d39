import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StepJournal } from '../../src/migrate/machine/step-journal.ts';
import { prepareDataDirectory } from '../../src/storage/embedded/data-directory.ts';
import { freshFolder } from '../support/embedded.ts';
import { program } from '../support/run-stockula.ts';
import { freePort } from '../support/servers/processes.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

/** Where nobody listens. */
const silent = async () => ({
  DATABASE_URL: `postgres://stockula:hidden-word@127.0.0.1:${await freePort()}/stockula`,
});

const journalOf = ({ dataDirectory }: Workplace): StepJournal =>
  new StepJournal(prepareDataDirectory(dataDirectory).root);

it('tells what the journal knows of a migration, and that the database could not be asked, and why', async () => {
  const place = makeWorkplace({ symbols: 1, years: 1 });
  const journal = journalOf(place);
  journal.start({ from: place.source, driver: 'embedded', switches: true, repairs: null });
  journal.step('begun', { step: 'copy', title: 'Copy it' });
  journal.step('failed', { step: 'copy', title: 'Copy it' }, 'the server went away');
  journal.end('stopped');
  const json = await place.stockula(['migrate', 'status', '-o', 'json'], await silent());
  expect(json.status).toBe(7);
  expect(JSON.parse(json.stdout)).toMatchObject({
    backend: 'sqlite',
    legacy_file: place.source,
    migration: { outcome: 'stopped', phases: [{ step: 'copy', detail: 'the server went away' }] },
    run: null,
    written_since: null,
    database_error: { code: 'DATABASE_UNAVAILABLE', got: expect.stringContaining('ECONNREFUSED') },
    next: expect.stringMatching(/database answer.*migrate resume$/),
  });
  const plain = await place.stockula(['migrate', 'status'], await silent());
  expect(plain).toMatchObject({ status: 7, stderr: '' });
  expect(plain.stdout).toMatch(/did not come to its end[\s\S]*could not be asked[\s\S]*✖ Copy it/);
  expect(plain.stdout + json.stdout).not.toContain('hidden-word');
});

it('does not say that there was no migration where only the database could tell', async () => {
  const place = makeWorkplace({ symbols: 1, years: 1 });
  const { status, stdout } = await place.stockula(['migrate', 'status'], await silent());
  expect(status).toBe(7);
  expect(stdout).toMatch(/by this data directory[\s\S]*could not be asked/);
  expect(stdout).not.toMatch(/No migration yet|migrate plan/);
});

it('has nothing to complain of where there is no database yet', async () => {
  const place = makeWorkplace({ symbols: 1, years: 1 });
  const { status, stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ migration: null, run: null, database_error: null });
});

it('says that it cannot read the data directory, rather than that there was no migration', () => {
  const place = makeWorkplace({ symbols: 1, years: 1 });
  journalOf(place).start({ from: place.source, driver: 'embedded', switches: true, repairs: null });
  const isRoot = process.getuid?.() === 0;
  chmodSync(place.dataDirectory, isRoot ? 0o700 : 0o000);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'migrate', 'status'], {
    encoding: 'utf8',
    cwd: '/',
    env: { STOCKULA_DATA_DIR: place.dataDirectory },
    // Root may read anything, so it becomes nobody.
    ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
  });
  chmodSync(place.dataDirectory, 0o700);
  expect(stderr).toMatch(
    /DATA_DIR_UNUSABLE[\s\S]*STOCKULA_DATA_DIR[\s\S]*EACCES[\s\S]*readable for this user/,
  );
  expect({ status, stdout }).toEqual({ status: 6, stdout: '' });
});

it('says so where the data directory is none', async () => {
  const file = join(freshFolder('data'), 'file');
  writeFileSync(file, '');
  const place = makeWorkplace({ symbols: 1, years: 1 }, file);
  const { status, stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
  expect(status).toBe(6);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'DATA_DIR_UNUSABLE', got: expect.stringContaining('ENOTDIR') },
  });
});
