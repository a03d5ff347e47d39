import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { MigrationFile } from '../../src/migrate/file-report/migration-file.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';

const dataDirectory = freshFolder();
afterAll(() => stopHost(dataDirectory));

const env = { STOCKULA_DATA_DIR: dataDirectory };

it('migrates, writes a signed report, checks it, and says that it was edited', async () => {
  // A folder's name is free text, too.
  const path = join(freshFolder('source'), '<b onclick=alert(1)>', 'legacy.db');
  mkdirSync(dirname(path));
  writeSyntheticLegacy(path, { symbols: 2, years: 2 });
  const keys = freshFolder('keys');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [secretFile, publicFile] = [join(keys, 'key.pem'), join(keys, 'public.pem')];
  writeFileSync(secretFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(publicFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const folder = join(freshFolder('report'), 'filed');
  const write = (...more: string[]) =>
    runStockula(['migrate', 'report', '--out', folder, '-o', 'json', ...more], env);
  const check = (...more: string[]) =>
    runStockula(['migrate', 'report', 'check', join(folder, 'migration-report.json'), ...more], env);

  const early = await write();
  expect(early.status).toBe(8);
  expect(JSON.parse(early.stdout)).toMatchObject({ error: { code: 'MIGRATION_CONFLICT' } });
  const run = await runStockula(['migrate', 'run', '--from', path, '-o', 'json'], env);
  expect(run.status).toBe(0);

  const written = await write('--sign', secretFile);
  expect(written.status).toBe(0);
  const { json, html, signature, sha256, status } = JSON.parse(written.stdout);
  expect(status).toBe('verified');
  const file: MigrationFile = JSON.parse(readFileSync(json, 'utf8'));
  expect(file.tables).toEqual(JSON.parse(run.stdout).tables);
  expect(file.versions.stockula).toMatch(/^\d+\.\d+\.\d+/);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain('&lt;b onclick=alert(1)&gt;');
  expect(page).not.toContain('<b onclick');
  expect(readFileSync(signature, 'utf8')).toContain('-----BEGIN PUBLIC KEY-----');
  expect((await write()).status).toBe(2);
  const unusable = await runStockula(['migrate', 'report', '--out', secretFile], env);
  expect(unusable.status).toBe(2);
  // Refused before anything is measured.
  expect(unusable.stderr).not.toMatch(/Measuring|snapshot/);

  const good = await check('--key', publicFile, '-o', 'json');
  expect(good.status).toBe(0);
  expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, sha256 });
  expect((await runStockula(['migrate', 'report', 'check', folder], env)).status).toBe(0);
  writeFileSync(json, readFileSync(json, 'utf8').replace('"merged": 0', '"merged": 1'));
  const edited = await check();
  expect(edited.status).toBe(8);
  expect(edited.stdout).toContain('Not as it was written.');
  expect((await check('--key', secretFile)).status).toBe(2);
}, 180_000);
