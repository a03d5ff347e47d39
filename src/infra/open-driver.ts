import { dockerDriver } from './docker/docker-driver.ts';
import type { Driver, DriverName } from './driver.ts';
import { embeddedDriver } from './embedded/embedded-driver.ts';
import { respectingGiven } from './given.ts';
import { nativeDriver } from './native/native-driver.ts';
import type { InfrastructureOptions } from './options.ts';

const drivers: Readonly<Record<DriverName, (options: InfrastructureOptions) => Driver>> = {
  embedded: embeddedDriver,
  docker: dockerDriver,
  native: nativeDriver,
};

/** The driver of that name, which leaves alone what the configuration gives by URL. Starts nothing yet. */
export function openDriver(name: DriverName, options: InfrastructureOptions): Driver {
  return respectingGiven(drivers[name](options), options);
}
