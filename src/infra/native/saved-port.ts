import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentName } from '../driver.ts';

/** Where the settings that a component was started with last name its port. */
const settings: Readonly<Record<ComponentName, { readonly file: string; readonly port: RegExp }>> = {
  database: { file: 'postgresql.conf', port: /^port = (\d+)$/m },
  pool: { file: 'pgbouncer.ini', port: /^listen_port = (\d+)$/m },
  cache: { file: 'redis.conf', port: /^port (\d+)$/m },
  monitoring: { file: 'prometheus.yml', port: /'127\.0\.0\.1:(\d+)'/ },
};

/** The port that a component had when it was started last; null where its settings are not there any more. */
export function savedPort(folder: string, component: ComponentName): number | null {
  const { file, port } = settings[component];
  const path = join(folder, file);
  const [, found] = existsSync(path) ? (port.exec(readFileSync(path, 'utf8')) ?? []) : [];
  return found === undefined ? null : Number(found);
}
