import type { DriverName, Provisioned, Running } from '../../infra/driver.ts';

/**
 * The server that a driver brought up for this migration, now or in an attempt before; null where the configuration
 * says which one it is, and for the embedded engine, which is opened by its folder: its socket is of its host.
 */
export function ownServer(driver: DriverName, database: Provisioned | null): Running | null {
  if (driver === 'embedded' || database?.kind !== 'running' || database.how === 'given') return null;
  return database;
}
