import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesToLegacyFile, changesToTimescale } from '../../src/app/backend-changes.ts';
import { loadConfig } from '../../src/config/load.ts';
import { updateConfigFile } from '../../src/config/update-file.ts';
import { freshFolder } from '../support/embedded.ts';

test('a switch sets what its rollback takes back', async () => {
  const cwd = freshFolder('config');
  const path = join(cwd, '.stockula.yaml');
  const text = 'data:\n  db_path: /old.db\nstorage:\n  backend: sqlite\n  fallback_grace: 2 days # enough\n';
  writeFileSync(path, text);
  const configuration = async () => (await loadConfig({ env: {}, cwd })).config;
  const now = Date.parse('2026-01-30T12:00:00Z');
  await updateConfigFile(path, changesToTimescale(await configuration(), '/old.db', now));
  expect((await configuration()).storage).toMatchObject({
    backend: 'timescale',
    fallback_file: '/old.db',
    fallback_until: '2026-02-01T12:00:00.000Z',
  });
  await updateConfigFile(path, changesToLegacyFile(await configuration(), '/old.db'));
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a rollback to a file that the configuration does not name names it', async () => {
  const { config } = await loadConfig({ env: {}, cwd: freshFolder('config') });
  expect(changesToLegacyFile(config, '/other.db')).toContainEqual({
    key: 'data.db_path',
    value: '/other.db',
  });
  expect(changesToLegacyFile(config, 'stockula.db').map(({ key }) => key)).not.toContain('data.db_path');
});
