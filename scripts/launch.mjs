// The one door from npm into the project. It runs on whatever Node the machine has (18 or later), installs
// what is missing, and hands over to the pinned Node 24 that comes with the packages.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver } from './hand-over.mjs';
import { pinnedNode } from './pinned-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const local = (name) => join(root, 'node_modules', name);

/** task → commands of [script, ...arguments], run one after the other by the pinned Node */
const checks = [
  [local('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings'],
  [local('typescript/bin/tsc'), '--noEmit'],
  [local('typescript/bin/tsc'), '--noEmit', '--project', 'web'],
  [
    local('dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'src',
    'web/src',
    'test',
    'bench',
  ],
  [local('knip/bin/knip.js')],
];
const tasks = {
  start: [['bin/stockula.mjs', 'start']],
  check: checks,
  test: [...checks, [local('vitest/vitest.mjs'), 'run']],
  fix: [[local('@biomejs/biome/bin/biome'), 'check', '--write']],
  bench: [['bench/main.ts']],
  dashboard: [['scripts/build-dashboard.ts']],
};

function installWhatIsMissing() {
  // npm writes this file last, so it is there only after a complete installation.
  const installed = local('.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  console.error('Installing packages (first run only; npm ci, nothing outside this folder) …');
  const npm = process.env.npm_execpath;
  // Of a Node that is not the pinned one npm warns for each package: errors are told all the same.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error(
      'stockula: the packages could not be installed. The lines above are from npm; mend that and try again.',
    );
    process.exit(result.status ?? 1);
  }
  linkOwnCommand();
  console.error('Preparing the embedded database (once) …');
  spawnSync(pinnedNode(root), ['scripts/prepare-engine.ts'], { cwd: root, stdio: ['ignore', 2, 2] });
}

/** npm links the commands of dependencies, not those of the project itself; without it npx works but is slow. */
function linkOwnCommand() {
  const link = local('.bin/stockula');
  if (process.platform !== 'win32' && !existsSync(link)) symlinkSync('../../bin/stockula.mjs', link);
}

const [task, ...rest] = process.argv.slice(2);
const commands = tasks[task];
if (!commands) {
  console.error(`stockula: unknown task "${task}". Known tasks: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
installWhatIsMissing();
for (const [index, command] of commands.entries()) {
  const last = index === commands.length - 1;
  const status = await handOver(pinnedNode(root), last ? [...command, ...rest] : command, { cwd: root });
  if (status !== 0) process.exit(status);
}
