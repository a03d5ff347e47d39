#!/usr/bin/env node
// Runs on any Node from 18 on and hands over to the pinned Node 24, unless this is one already.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const main = join(root, 'src/cli/main.ts');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  await import(main);
} else {
  const { spawn } = await import('node:child_process');
  const { pinnedNode } = await import('../scripts/pinned-node.mjs');
  const child = spawn(pinnedNode(root), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
}
