import type { ComponentName, Driver } from '../driver.ts';
import { install } from '../install.ts';
import type { InfrastructureOptions } from '../options.ts';
import { defaultSearchPath } from '../system/find-program.ts';
import type { NativeComponent } from './component.ts';
import { missingPrograms } from './installables.ts';
import { packageManager } from './packages.ts';
import { pgbouncerComponent, poolPlace } from './pgbouncer.ts';
import { databasePlace, postgresComponent } from './postgres.ts';
import { monitoringPlace, prometheusComponent } from './prometheus.ts';
import { cachePlace, redisComponent } from './redis.ts';
import { ensureRunning } from './service.ts';
import { logOf, type ServicePlace, stopService } from './service-place.ts';

const places: Readonly<Record<ComponentName, (options: InfrastructureOptions) => ServicePlace>> = {
  database: databasePlace,
  pool: poolPlace,
  cache: cachePlace,
  monitoring: monitoringPlace,
};

const components: Readonly<
  Record<ComponentName, (options: InfrastructureOptions, path: readonly string[]) => Promise<NativeComponent>>
> = {
  database: postgresComponent,
  pool: pgbouncerComponent,
  cache: redisComponent,
  monitoring: prometheusComponent,
};

/** Where a component of this data directory runs, if it does. */
export const placeOf = (options: InfrastructureOptions, component: ComponentName): ServicePlace =>
  places[component](options);

/** Programs of this machine, run as this user (as root: as one without rights), below the data directory. */
export function nativeDriver(options: InfrastructureOptions): Driver {
  const searchPath = options.searchPath ?? defaultSearchPath();
  const packages = packageManager(searchPath);
  const open = (component: ComponentName) => components[component](options, searchPath);
  const missing = (wanted: readonly ComponentName[]) => missingPrograms(wanted, searchPath, packages);
  return {
    name: 'native',
    missing,
    install: async (wanted, consent, progress) => {
      const mayInstall = (await packages?.mayInstall()) ?? false;
      await install(await missing(wanted), consent, mayInstall, progress);
    },
    provision: async (component, progress) => {
      const { service, url, sessionUrl } = await open(component);
      const { pid, how } = await ensureRunning(service, progress);
      return { kind: 'running', how, url, sessionUrl, pid, log: logOf(service) };
    },
    configure: async (component) => (await open(component)).configure(),
    test: async (component) => (await open(component)).test(),
    stop: (component) => stopService(placeOf(options, component)),
  };
}
