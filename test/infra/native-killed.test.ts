import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { InfrastructureOptions } from '../../src/infra/options.ts';
import { defaultSearchPath } from '../../src/infra/system/find-program.ts';
import { findOwnServer } from '../support/servers/servers.ts';
import { ownServers, running, stopAtEnd } from './own-servers.ts';

const { missing } = await findOwnServer('community');
const program = resolve(import.meta.dirname, '../../src/infra/open-driver.ts');

describe.skipIf(missing !== null)('a command that is killed', { timeout: 240_000 }, () => {
  stopAtEnd();

  test('leaves nothing that the next one does not take up or clear away', async () => {
    const { driver, options } = await ownServers(defaultSearchPath());
    // While initdb runs, while it runs on beside the next one, and while the server starts.
    for (const { line, afterMs } of [
      { line: 'making the cluster', afterMs: 0 },
      { line: 'making the cluster', afterMs: 200 },
      { line: 'starting on port', afterMs: 0 },
      { line: 'starting on port', afterMs: 20 },
    ])
      await killAt(options, line, afterMs);
    const { pid } = await running(driver, 'database');
    await driver.configure('database', () => undefined);
    expect(await driver.test('database')).toMatchObject({ passed: true });
    expect(await running(driver, 'database')).toMatchObject({ how: 'taken-up', pid });
    const folders = readdirSync(join(options.dataDirectory, 'services/database'));
    expect(folders.filter((name) => name.startsWith('data'))).toEqual(['data']);
  });
});

/** Has the database provisioned by another process, which is killed some time after it said a line, or ends before. */
async function killAt(options: InfrastructureOptions, line: string, afterMs: number): Promise<void> {
  const script = `
    import { openDriver } from ${JSON.stringify(program)};
    await openDriver('native', ${JSON.stringify(options)}).provision('database', console.log);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  while (!said.includes(line) && child.exitCode === null) await sleep(2);
  await sleep(afterMs);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((done) => child.once('exit', done));
}
