import { join } from 'node:path';
import type { SecretUrl } from '../config/secret-url.ts';
import type { ComponentName, Progress } from './driver.ts';

/** What every driver has to know. */
export interface InfrastructureOptions {
  /** Prepared data directory of the Stockula; drivers write below its folder `services` alone. */
  readonly dataDirectory: string;
  /** Servers that are there already. A component given so is used as it is: never started, changed or stopped. */
  readonly given: { readonly databaseUrl: SecretUrl | null; readonly redisUrl: SecretUrl | null };
  /** Loopback ports. */
  readonly ports: Readonly<Record<ComponentName, number>>;
  /** Folders to look for programs in; by default those of PATH and where packages put servers. */
  readonly searchPath?: readonly string[];
  /** Opens the embedded engine and tells how to reach it. Needed by the embedded driver alone. */
  readonly openEmbedded?: (progress: Progress) => Promise<{ readonly host: string; readonly port: number }>;
}

/** Beside the ports that installed servers usually have, and below those that outgoing connections take. */
export const defaultPorts: InfrastructureOptions['ports'] = {
  database: 15432,
  pool: 16432,
  cache: 16379,
  monitoring: 19090,
};

/** Folder of everything a component keeps. */
export function serviceFolder(options: InfrastructureOptions, component: ComponentName): string {
  return join(options.dataDirectory, 'services', component);
}
