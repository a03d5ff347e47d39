import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPorts, type InfrastructureOptions } from '../../src/infra/options.ts';
import { freshFolder } from './embedded.ts';

/** A data directory of its own, nothing given by URL, the usual ports. */
export function infrastructure(more: Partial<InfrastructureOptions> = {}): InfrastructureOptions {
  return {
    dataDirectory: freshFolder('services'),
    given: { databaseUrl: null, redisUrl: null },
    ports: defaultPorts,
    ...more,
  };
}

/** Makes a program of lines of shell, for any user: servers run as another one under root. */
export function writeScript(folder: string, name: string, lines: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(folder, 0o755);
  chmodSync(file, 0o755);
}
