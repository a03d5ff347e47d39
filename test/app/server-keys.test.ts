import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfiguration } from '../../src/app/configuration.ts';
import { migrationSurroundings } from '../../src/app/migration.ts';
import { SecretUrl } from '../../src/config/secret-url.ts';
import { composeSecrets } from '../../src/infra/docker/compose.ts';
import type { DriverName } from '../../src/infra/driver.ts';
import { databasePassword } from '../../src/infra/native/postgres.ts';
import { StepJournal } from '../../src/migrate/machine/step-journal.ts';
import { freshFolder } from '../support/embedded.ts';

async function switched(driver: Exclude<DriverName, 'embedded'>) {
  const folder = freshFolder('switch');
  const configFile = join(folder, '.stockula.yaml');
  writeFileSync(configFile, 'storage: { backend: sqlite }\n');
  const around = migrationSurroundings({
    driver,
    consent: false,
    options: { configFile },
    loaded: await readConfiguration(configFile),
    journal: new StepJournal(folder),
    dataDirectory: folder,
  });
  const password =
    driver === 'docker'
      ? composeSecrets(around.infrastructure).database
      : await databasePassword(around.infrastructure);
  const url = new SecretUrl(`postgres://stockula:${password}@127.0.0.1:15432/stockula`);
  await around.settings.toTimescale(join(folder, 'legacy.db'), {
    kind: 'running',
    how: 'started',
    url,
    sessionUrl: null,
    pid: null,
    log: null,
  });
  return { password, text: readFileSync(configFile, 'utf8'), loaded: await readConfiguration(configFile) };
}

it.each(['native', 'docker'] as const)(
  'a switch to the server of the driver %s names the file that its password is in, and not the password',
  async (driver) => {
    const { password, text, loaded } = await switched(driver);
    const { url, password_file } = loaded.config.database;
    expect(url?.reveal()).toBe('postgres://stockula@127.0.0.1:15432/stockula');
    expect(readFileSync(password_file ?? '', 'utf8').trim()).toBe(password);
    expect(text).not.toContain(password);
  },
);
