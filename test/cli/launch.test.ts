import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../support/embedded.ts';

const project = join(import.meta.dirname, '../..');
const folders = ['bin', 'scripts', 'src/cli', 'node_modules/.bin'];

/** Notes that it was called, and leaves what npm leaves last. */
const npm = `
  import { appendFileSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-calls.txt', process.argv.slice(2).join(' ') + '\\n');
  writeFileSync('node_modules/.package-lock.json', '{}');
`;
const program = `
  for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 0]])
    process.on(signal, () => (console.log('came: ' + signal), process.exit(status)));
  console.log('arguments: ' + process.argv.slice(2).join(' '));
  if (process.argv.includes('die')) process.kill(process.pid, 'SIGKILL');
  if (process.argv.includes('wait')) setTimeout(() => undefined, 20_000);
`;

/** A project with the real launcher, in which npm and the program only tell what they are asked. */
function smallProject(): string {
  const root = freshFolder('launch');
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  for (const script of [
    'scripts/launch.mjs',
    'scripts/hand-over.mjs',
    'scripts/pinned-node.mjs',
    'bin/stockula.mjs',
  ])
    cpSync(join(project, script), join(root, script));
  writeFileSync(join(root, 'scripts/prepare-engine.ts'), '');
  writeFileSync(join(root, 'src/cli/main.ts'), program);
  writeFileSync(join(root, 'npm.mjs'), npm);
  writeFileSync(join(root, 'package-lock.json'), '{}');
  return root;
}

function launch(root: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'scripts/launch.mjs'), ...args], {
    env: { PATH: process.env['PATH'], npm_execpath: join(root, 'npm.mjs') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function finished(child: ChildProcess): Promise<{ status: unknown; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
  const [status] = await once(child, 'close');
  return { status, stdout, stderr };
}

function installations(root: string): string[] {
  const calls = join(root, 'npm-calls.txt');
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
}

describe('what is missing is installed', () => {
  test('at first and when the lock file is newer than the installation, and not otherwise', async () => {
    const root = smallProject();
    const run = () => finished(launch(root, 'start', '--once'));
    expect(await run()).toMatchObject({ status: 0, stdout: 'arguments: start --once\n' });
    expect(installations(root)).toEqual(['ci --ignore-scripts --no-audit --no-fund --loglevel=error']);
    await run();
    expect(installations(root)).toHaveLength(1);
    const later = Date.now() / 1000 + 60;
    utimesSync(join(root, 'package-lock.json'), later, later);
    expect(await run()).toMatchObject({ status: 0 });
    expect(installations(root)).toHaveLength(2);
  });

  test('and where that fails, nothing is run', async () => {
    const root = smallProject();
    writeFileSync(join(root, 'npm.mjs'), 'process.exit(7)');
    expect(await finished(launch(root, 'start'))).toMatchObject({ status: 7, stdout: '' });
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 0],
] as const)('%s goes on to the program, whose status is the status', async (signal, status) => {
  const root = smallProject();
  const child = launch(root, 'start', 'wait');
  child.stdout?.once('data', () => child.kill(signal));
  const ended = await finished(child);
  expect(ended.stdout).toContain(`came: ${signal}`);
  expect(ended.status).toBe(status);
});

test('a program that was killed is told of, with the status of a shell', async () => {
  const ended = await finished(launch(smallProject(), 'start', 'die'));
  expect(ended.status).toBe(137);
  expect(ended.stderr).toContain('the process that did the work was ended by SIGKILL');
});

test('the program ends when its launcher was killed, which could send no signal on', async () => {
  const child = launch(smallProject(), 'start', 'wait');
  child.stdout?.once('data', () => child.kill('SIGKILL'));
  // Its output is closed only once both have gone.
  expect((await finished(child)).stdout).toContain('came: SIGTERM');
}, 15_000);
