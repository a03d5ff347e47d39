import { knownKeys } from './keys.ts';
import type { Config } from './schema.ts';
import { isMapping, type RawMapping, valueAt, withValueAt } from './values.ts';

/** The configuration as plain data, for showing and logging: passwords are `***`, durations are text. */
export function describeConfig(config: Config): RawMapping {
  const plain: unknown = JSON.parse(JSON.stringify(config));
  return isMapping(plain) ? plain : {};
}

/**
 * The configuration as the text of a file that loads to the same configuration. Keys without effect are left out,
 * and so are URLs with passwords, which belong in the environment.
 */
export async function configToYaml(config: Config): Promise<string> {
  let values = describeConfig(config);
  for (const { key, noEffect, secret } of knownKeys.values()) {
    const path = key.split('.');
    const omitted = (noEffect !== null || secret) && valueAt(values, path) !== undefined;
    if (omitted) values = withValueAt(values, path, undefined);
  }
  const { stringify } = await import('yaml');
  return stringify(values, { keepUndefined: false });
}
