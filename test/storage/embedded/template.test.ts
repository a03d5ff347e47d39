import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareDataDirectory } from '../../../src/storage/embedded/data-directory.ts';
import { copyTemplate, prepareTemplate, templateAt } from '../../../src/storage/embedded/template.ts';
import { freshFolder, withEmbedded } from '../../support/embedded.ts';

test('of two that make the template at once the slower one gives way and leaves nothing', async () => {
  const folder = freshFolder('cache');
  const template = { cluster: join(folder, 'cluster-test') };
  const slower = prepareTemplate(template);
  cpSync((await prepareTemplate()).cluster, template.cluster, { recursive: true });
  await slower;
  expect(readdirSync(folder)).toEqual(['cluster-test']);
  const directory = prepareDataDirectory(freshFolder());
  copyTemplate(template, directory);
  await withEmbedded(
    async (engine) => {
      const { rows } = await engine
        .pool(1)
        .query("SELECT extname FROM pg_extension WHERE extname = 'timescaledb'");
      expect(rows).toEqual([{ extname: 'timescaledb' }]);
    },
    { dataDirectory: directory.root },
  );
});

test('where the cache cannot be written, the failure is plain and the caller can go on without', async () => {
  const folder = freshFolder('cache');
  writeFileSync(join(folder, 'a file'), '');
  await expect(prepareTemplate({ cluster: join(folder, 'a file', 'cluster') })).rejects.toThrow(
    /ENOTDIR|EEXIST/,
  );
});

test('a copy that was broken off is not taken for a cluster', async () => {
  const directory = prepareDataDirectory(freshFolder());
  const template = await prepareTemplate();
  mkdirSync(`${directory.cluster}.new`);
  writeFileSync(join(`${directory.cluster}.new`, 'left over'), '');
  copyTemplate(template, directory);
  expect(existsSync(join(directory.cluster, 'left over'))).toBe(false);
  expect(readdirSync(directory.cluster).toSorted()).toEqual(readdirSync(templateAt().cluster).toSorted());
});
