import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  type ComponentName,
  componentNames,
  type Driver,
  type Running,
  type TestResult,
} from '../../src/infra/driver.ts';
import { openDriver } from '../../src/infra/open-driver.ts';
import type { InfrastructureOptions } from '../../src/infra/options.ts';
import { defaultSearchPath } from '../../src/infra/system/find-program.ts';
import { infrastructure } from '../support/infrastructure.ts';
import { type Found, unpackOthers } from '../support/servers/debian-packages.ts';
import { freePort } from '../support/servers/processes.ts';

/** A native driver on a data directory and ports of its own. */
export interface OwnServers {
  readonly options: InfrastructureOptions;
  readonly driver: Driver;
}

/** Programs of this machine, then those unpacked beside it. */
export async function findPrograms(): Promise<Found<readonly string[]>> {
  const others = await unpackOthers();
  if (others.missing !== null) return others;
  return { missing: null, value: [...defaultSearchPath(), join(others.value, 'usr/bin')] };
}

/** What these tests start is stopped at the end of the file, whatever happens. */
export async function ownServers(
  searchPath: readonly string[],
  more: Partial<InfrastructureOptions> = {},
): Promise<OwnServers> {
  const options = infrastructure({ ports: await freePorts(), searchPath, ...more });
  const driver = openDriver('native', options);
  started.push(driver);
  return { options, driver };
}

const started: Driver[] = [];

/** Call once in a file that starts servers. */
export function stopAtEnd(): void {
  afterAll(async () => {
    await Promise.all(started.flatMap((driver) => componentNames.map((component) => driver.stop(component))));
  }, 120_000);
}

async function freePorts(): Promise<Record<ComponentName, number>> {
  const [database = 0, pool = 0, cache = 0, monitoring = 0] = await Promise.all(componentNames.map(freePort));
  return { database, pool, cache, monitoring };
}

/** Provisions a component that is known to run. */
export async function running(driver: Driver, component: ComponentName): Promise<Running> {
  const provisioned = await driver.provision(component, () => undefined);
  if (provisioned.kind !== 'running') throw new Error(`not running: ${provisioned.reason}`);
  return provisioned;
}

/** Tests a component that is known to be needed. */
export async function tested(driver: Driver, component: ComponentName): Promise<TestResult> {
  const result = await driver.test(component);
  if (result.kind !== 'tested') throw new Error(`not tested: ${result.reason}`);
  return result;
}
