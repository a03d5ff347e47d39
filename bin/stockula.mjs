#!/usr/bin/env node
// Runs on any Node from 18 on and hands over to the pinned Node 24, unless this is one already.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithLauncher, handOver } from '../scripts/hand-over.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const main = join(root, 'src/cli/main.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  endWithLauncher();
  await import(main);
} else {
  const { pinnedNode } = await import('../scripts/pinned-node.mjs');
  process.exit(await handOver(pinnedNode(root), [fileURLToPath(import.meta.url), ...process.argv.slice(2)]));
}
