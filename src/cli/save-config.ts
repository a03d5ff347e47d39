import { resolve } from 'node:path';
import type { FlagValues } from '../config/layers.ts';
import type { LoadedConfig } from '../config/load.ts';
import { errorTable } from '../domain/errors.ts';
import { noteWarnings } from './notes.ts';
import { writeWhole } from './write-whole.ts';

/** `--save-config FILE`: the configuration as it is here and now, flags included, as a file of its own. */
export async function saveConfig(
  path: string,
  configFile: string | undefined,
  values: FlagValues,
): Promise<void> {
  const { readConfiguration } = await import('../app/configuration.ts');
  const loaded = await readConfiguration(configFile, values);
  noteWarnings(loaded, 'console');
  await write(path, loaded);
}

/**
 * `--save-optimized-config FILE`: the same with what an optimisation arrived at.
 * @param optimised keys and values that it changes; null where nothing is to be held: that is said, and is exit status 11
 */
export async function saveOptimizedConfig(
  path: string,
  configFile: string | undefined,
  values: FlagValues,
  optimised: FlagValues | null,
): Promise<void> {
  if (optimised === null) {
    process.stderr.write(`Not written to ${resolve(path)}: there is nothing to hold.\n`);
    process.exitCode ||= errorTable.RUN_FAILED.exit;
    return;
  }
  const { readConfiguration } = await import('../app/configuration.ts');
  await write(path, await readConfiguration(configFile, { ...values, ...optimised }));
}

async function write(path: string, loaded: LoadedConfig): Promise<void> {
  const { configToYaml } = await import('../config/serialise.ts');
  const target = resolve(path);
  writeWhole(target, await configToYaml(loaded.config));
  process.stderr.write(`Configuration written to ${target}\n`);
}
