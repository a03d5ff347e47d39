#!/usr/bin/env node
// Runs on any Node from 18 on and hands over to the pinned Node 24, unless this is one already.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithLauncher, handOver } from '../scripts/hand-over.mjs';

const launcher = fileURLToPath(import.meta.url);
const root = join(dirname(launcher), '..');
const args = process.argv.slice(2);

// A migration leaves much garbage behind, of which V8 keeps as much as the machine has room for: half as much again as
// the work needs. It heeds a limit at its start only.
const flags = args[0] === 'migrate' ? ['--max-semi-space-size=8'] : [];
const isRecent = Number(process.versions.node.split('.')[0]) >= 24;

if (isRecent && flags.every((flag) => process.execArgv.includes(flag))) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  endWithLauncher();
  await import(join(root, 'src/cli/main.ts'));
} else if (isRecent && process.execve) {
  // In this process's place: whoever waits for it or kills it has to do with the command itself.
  const command = [process.execPath, ...process.execArgv, ...flags, launcher, ...args];
  process.execve(process.execPath, command, process.env);
} else {
  const { pinnedNode } = await import('../scripts/pinned-node.mjs');
  process.exit(await handOver(pinnedNode(root), [...flags, launcher, ...args]));
}
