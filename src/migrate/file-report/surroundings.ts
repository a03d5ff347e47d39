import { arch, cpus, hostname, release, totalmem, type } from 'node:os';
import type { Edition } from '../../storage/timescale/edition.ts';
import type { MigrationFile } from './migration-file.ts';

/** @param stockula version of this program */
export function readVersions(stockula: string, edition: Edition): MigrationFile['versions'] {
  return {
    stockula,
    node: process.version,
    postgresql: edition.postgresVersion,
    timescaledb: edition.timescaleVersion,
    timescaledb_edition: edition.name,
    sqlite: process.versions['sqlite'] ?? 'unknown',
  };
}

/** The machine this runs on; a database server may be another one. */
export function readMachine(): MigrationFile['machine'] {
  const processors = cpus();
  return {
    hostname: hostname(),
    system: `${type()} ${release()} (${arch()})`,
    processor: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memory_bytes: totalmem(),
  };
}
