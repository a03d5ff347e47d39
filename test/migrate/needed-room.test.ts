import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultPorts, type InfrastructureOptions } from '../../src/infra/options.ts';
import { neededRoom } from '../../src/migrate/machine/needed-room.ts';
import { freshFolder } from '../support/embedded.ts';

const megabyte = 1e6;
/** Belongs to no process. */
const deadPid = 2 ** 30;

/** A file of that size with nothing in it, which takes no room. */
function hollow(path: string, megabytes: number): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  truncateSync(path, megabytes * megabyte);
  return path;
}

function bench() {
  const dataDirectory = freshFolder();
  const options: InfrastructureOptions = {
    dataDirectory,
    given: { databaseUrl: null, redisUrl: null },
    ports: defaultPorts,
  };
  return {
    options,
    from: hollow(join(freshFolder(), 'legacy.db'), 500),
    at: (path: string) => join(dataDirectory, path),
  };
}

it('is the snapshot and a target of three times the file before anything is stored', () => {
  const { options, from } = bench();
  expect(neededRoom(from, 'embedded', options)).toEqual({
    sourceBytes: 500 * megabyte,
    targetBytes: 1500 * megabyte,
  });
});

it.each([
  ['embedded', 'cluster/base/1'],
  ['native', 'services/database/data/base/1'],
] as const)('is less by what the %s database holds already, and never below nothing', (driver, file) => {
  const { options, from, at } = bench();
  hollow(at(file), 400);
  expect(neededRoom(from, driver, options).targetBytes).toBe(1100 * megabyte);
  hollow(at(file), 4000);
  expect(neededRoom(from, driver, options).targetBytes).toBe(0);
});

it('is less by the snapshot of a process that was killed, which makes room, not by one in use', () => {
  const { options, from, at } = bench();
  hollow(at(`scratch/snapshot-${process.pid}-${Date.now()}.db`), 450);
  expect(neededRoom(from, 'embedded', options).sourceBytes).toBe(500 * megabyte);
  hollow(at(`scratch/snapshot-${deadPid}-1700000000000.db.partial`), 300);
  expect(neededRoom(from, 'embedded', options).sourceBytes).toBe(200 * megabyte);
});
