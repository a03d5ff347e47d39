import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../support/embedded.ts';

const project = join(import.meta.dirname, '../..');

/** What the command line is told, behind the real launcher. */
function told(nodeFlags: readonly string[], args: readonly string[]): unknown {
  const root = freshFolder('command-launch');
  for (const folder of ['bin', 'scripts', 'src/cli']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['bin/stockula.mjs', 'scripts/hand-over.mjs'])
    cpSync(join(project, file), join(root, file));
  writeFileSync(
    join(root, 'src/cli/main.ts'),
    `console.log(JSON.stringify([process.execArgv, process.argv.slice(2)])); process.exitCode = 7;`,
  );
  const { stdout, status } = spawnSync(
    process.execPath,
    [...nodeFlags, join(root, 'bin/stockula.mjs'), ...args],
    { encoding: 'utf8' },
  );
  expect(status).toBe(7);
  return JSON.parse(stdout);
}

test('a migration runs with little room for garbage, with the flags and arguments it was given', () => {
  const args = ['migrate', 'run', '--from', 'a file.db'];
  expect(told([], args)).toEqual([['--max-semi-space-size=8'], args]);
  expect(told(['--no-warnings'], args)).toEqual([['--no-warnings', '--max-semi-space-size=8'], args]);
});

test('other commands run in the process that was started', () => {
  expect(told([], ['sql', 'migrate'])).toEqual([[], ['sql', 'migrate']]);
});
