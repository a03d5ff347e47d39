import { resolve } from 'node:path';
import type { Config } from '../config/schema.ts';
import type { ConfigChange } from '../config/update-file.ts';

/**
 * What a switch sets in the configuration file: TimescaleDB answers, and for `storage.fallback_grace` from now on the
 * legacy file stands in for it.
 * @param now epoch milliseconds
 */
export function changesToTimescale(
  { storage }: Config,
  legacyFile: string,
  now = Date.now(),
): readonly ConfigChange[] {
  const until = new Date(now + storage.fallback_grace.ms).toISOString();
  return [
    { key: 'storage.backend', value: 'timescale' },
    { key: 'storage.fallback_file', value: resolve(legacyFile) },
    { key: 'storage.fallback_until', value: until },
  ];
}

/** What a rollback sets: the legacy file answers, and nothing stands in for it. */
export function changesToLegacyFile({ data }: Config, legacyFile: string): readonly ConfigChange[] {
  const path = resolve(legacyFile);
  return [
    { key: 'storage.backend', value: 'sqlite' },
    { key: 'storage.fallback_file', value: undefined },
    { key: 'storage.fallback_until', value: undefined },
    ...(resolve(data.db_path) === path ? [] : [{ key: 'data.db_path', value: path }]),
  ];
}
