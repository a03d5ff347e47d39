import { totalmem } from 'node:os';

const mib = 1024 ** 2;

/** Memory this process may use at most: the machine's, or what a container grants. Bytes. */
export function usableMemory(): number {
  const granted = process.constrainedMemory();
  return granted > 0 ? Math.min(granted, totalmem()) : totalmem();
}

/**
 * postgresql.conf of a cluster on a machine that does other work too.
 * @param memoryBytes memory of the machine
 */
export function postgresSettings(port: number, memoryBytes: number): string {
  const share = (divisor: number, least: number, most: number) =>
    `${Math.min(most, Math.max(least, Math.floor(memoryBytes / divisor / (32 * mib)) * 32))}MB`;
  const settings: Record<string, string | number> = {
    listen_addresses: "'127.0.0.1'",
    port,
    // Clients come by TCP with a password; a socket's path would have to be short and its folder shared.
    unix_socket_directories: "''",
    password_encryption: "'scram-sha-256'",
    max_connections: 100,
    shared_preload_libraries: "'timescaledb'",
    // An eighth of the memory: PostgreSQL's usual quarter is for a machine of its own.
    shared_buffers: share(8, 128, 2048),
    effective_cache_size: share(2, 512, 16_384),
    maintenance_work_mem: share(32, 64, 512),
    work_mem: '16MB',
    max_wal_size: '2GB',
    checkpoint_completion_target: 0.9,
    // A statement over a hypertable locks every chunk it touches.
    max_locks_per_transaction: 512,
    'timescaledb.max_background_workers': 8,
    // Two of PostgreSQL's own, the scheduler, the jobs, and parallel queries.
    max_worker_processes: 19,
    'timescaledb.telemetry_level': "'off'",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    log_line_prefix: "'%m [%p] '",
    // Mostly JIT costs more than it gains here, since plans over many chunks look dear and are not.
    jit: 'off',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return ['# Written by Stockula at each start; own settings: ALTER SYSTEM.', ...lines, ''].join('\n');
}
