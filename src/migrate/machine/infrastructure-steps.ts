import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type ComponentName, componentNames, type Driver, type DriverName } from '../../infra/driver.ts';
import { checkEnvironment } from '../../infra/environment/check-environment.ts';
import { requireFit } from '../../infra/environment/finding.ts';
import { done, type Findings, skipped } from './findings.ts';
import { neededRoom } from './needed-room.ts';
import { ownServer } from './own-server.ts';
import type { Step } from './phases.ts';
import type { MigrationTask } from './step-journal.ts';
import type { Surroundings } from './surroundings.ts';

export function lookAround(
  { from, driver, switches }: MigrationTask,
  { infrastructure, settings }: Surroundings,
): Step {
  return {
    step: 'environment',
    title: 'Look at the machine',
    run: async () => {
      // Not only after hours of copying.
      if (switches) settings.requireSwitchable();
      const { findings } = await checkEnvironment({
        options: infrastructure,
        components: driver === 'embedded' ? [] : componentNames,
        ...neededRoom(from, driver, infrastructure),
      });
      requireFit(findings, driver);
      const warnings = findings.filter(
        ({ status, concerns }) => status === 'warning' && concerns.includes(driver),
      );
      return done(
        warnings.length === 0
          ? `fit for the driver ${driver}`
          : warnings.map(({ what, found }) => `${what}: ${found}`).join('; '),
      );
    },
  };
}

/** Embedded, the rest is in processes of Stockula's own. */
export function needed(driver: DriverName): readonly ComponentName[] {
  return driver === 'embedded' ? ['database'] : componentNames;
}

export function install(components: readonly ComponentName[], { driver, consent }: Surroundings): Step {
  return {
    step: 'install',
    title: 'Install what is missing',
    run: async (tell) => {
      const missing = await driver.missing(components);
      if (missing.length === 0) return skipped('nothing is missing');
      await driver.install(components, consent, tell);
      return done(missing.map(({ what }) => what).join(', '));
    },
  };
}

const componentTitles: Readonly<Record<ComponentName, string>> = {
  database: 'TimescaleDB',
  pool: 'PgBouncer',
  cache: 'Redis',
  monitoring: 'Monitoring',
};

export function provision(name: ComponentName, { driver }: Surroundings, findings: Findings): Step {
  return {
    step: `provision-${name}`,
    title: componentTitles[name],
    run: async (tell) => {
      const provisioned = await driver.provision(name, tell);
      if (name === 'database') findings.database = provisioned;
      if (provisioned.kind === 'not-needed') return skipped(provisioned.reason);
      const how = { given: 'given', 'taken-up': 'runs already', started: 'started' }[provisioned.how];
      return done(driver.name === 'embedded' ? 'embedded, open' : `${how}: ${provisioned.url}`);
    },
  };
}

export function configure(name: ComponentName, driver: Driver): Step {
  return {
    step: `configure-${name}`,
    title: `Settings of ${componentTitles[name]}`,
    run: async (tell) => {
      await driver.configure(name, tell);
      return done('users, rights and settings are in place');
    },
  };
}

export function schema(
  { driver }: MigrationTask,
  { openTarget }: Surroundings,
  findings: Findings,
  mustExist: boolean,
): Step {
  return {
    step: 'schema',
    title: 'Hypertables, aggregates, policies',
    run: async (tell) => {
      const server = ownServer(driver, findings.database);
      const url = server && (server.sessionUrl ?? server.url);
      findings.target = await openTarget(url, mustExist, tell);
      const { edition } = findings.target.database;
      return done(`TimescaleDB ${edition.timescaleVersion} (${edition.name}), schema up to date`);
    },
  };
}

export function test(name: Exclude<ComponentName, 'database'>, driver: Driver): Step {
  const titles = { pool: 'Test of the pool', cache: 'Test of the cache', monitoring: 'Dashboards' };
  return {
    step: `test-${name}`,
    title: titles[name],
    run: async () => {
      const result = await driver.test(name);
      if (result.kind === 'not-needed') return skipped(result.reason);
      const { passed, checks } = result;
      const failed = checks.filter((check) => !check.passed);
      if (!passed) {
        throw new StockulaError('SERVICE_FAILED', {
          expected: `${componentTitles[name]} to pass its tests`,
          got: failed.map(({ what, found }) => `${what}: ${found}`).join('; '),
          remedy: 'See its log below the folder services of the data directory, and run this again.',
        });
      }
      return done(`${counted(checks.length, 'check')} passed`);
    },
  };
}
