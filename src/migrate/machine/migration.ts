import { statSync } from 'node:fs';
import { errorTable, StockulaError } from '../../domain/errors.ts';
import type { ComponentName, Driver, DriverName, Provisioned } from '../../infra/driver.ts';
import { componentNames } from '../../infra/driver.ts';
import { checkEnvironment } from '../../infra/environment/check-environment.ts';
import { requireFit } from '../../infra/environment/finding.ts';

import { compareStores } from '../compare-stores.ts';
import type { MigrationReport } from '../report.ts';
import { ownServer } from './own-server.ts';
import type { Phase, Step, StepResult } from './phases.ts';
import type { MigrationTask } from './step-journal.ts';
import type { OpenTarget, Surroundings } from './surroundings.ts';

const done = (detail: string): StepResult => ({ outcome: 'done', detail });
const skipped = (detail: string): StepResult => ({ outcome: 'skipped', detail });

/** A compressed target takes less than its source; the write-ahead log and the rows not compressed yet come on top. */
const targetPerSourceByte = 3;
const targetAtLeastBytes = 100 << 20;

/** What the steps of a migration find out and hand on. */
interface Findings {
  database: Provisioned | null;
  target: OpenTarget | null;
  report: MigrationReport | null;
}

export interface PreparedMigration {
  readonly phases: readonly Phase[];
  /** Of the copy; there once it was verified. */
  report(): MigrationReport | null;
  /** Closes what was opened. */
  close(): Promise<void>;
}

/** All of a migration, in the order in which it is done. Nothing is begun yet. */
export function prepareMigration(task: MigrationTask, around: Surroundings): PreparedMigration {
  const findings: Findings = { database: null, target: null, report: null };
  const components = needed(task.driver);
  const tested = components.filter((name) => name !== 'database');
  return {
    phases: [
      { title: 'Environment', steps: [lookAround(task, around), install(components, around)] },
      { title: 'Infrastructure', steps: components.map((name) => provision(name, around, findings)) },
      { title: 'Configuration', steps: components.map((name) => configure(name, around.driver)) },
      {
        title: 'Schema and tests',
        steps: [schema(task, around, findings, false), ...tested.map((name) => test(name, around.driver))],
      },
      { title: 'Copy', steps: [copy(task, findings)] },
      { title: 'Validation', steps: [validate(task, findings)] },
      { title: 'Switch', steps: [switchOver(task, around, findings)] },
      { title: 'Test of all features', steps: [testFeatures(task, findings)] },
    ],
    report: () => findings.report,
    close: async () => {
      await findings.target?.close();
    },
  };
}

/** The switch alone, of a migration that was left before it. */
export function prepareSwitch(
  task: MigrationTask,
  around: Surroundings,
  isDrained: boolean,
): PreparedMigration {
  const findings: Findings = { database: null, target: null, report: null };
  return {
    phases: [
      // A server may have been stopped since.
      ...(task.driver === 'embedded'
        ? []
        : [{ title: 'Infrastructure', steps: [provision('database', around, findings)] }]),
      { title: 'Schema', steps: [schema(task, around, findings, true)] },
      { title: 'Validation', steps: [isDrained ? drain(task, findings) : confirm(task, findings)] },
      { title: 'Switch', steps: [switchOver(task, around, findings)] },
      { title: 'Test of all features', steps: [testFeatures(task, findings)] },
    ],
    report: () => findings.report,
    close: async () => {
      await findings.target?.close();
    },
  };
}

function confirm({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'confirm',
    title: 'The file is as it was verified',
    run: async (tell) => {
      await open(findings).requireVerified(from, tell);
      return done('nothing was written to it since');
    },
  };
}

function drain({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'drain',
    title: 'Carry over the rest and compare everything',
    run: async (tell) => {
      findings.report = await open(findings).drain(from, tell);
      return judge(findings.report);
    },
  };
}

function lookAround(task: MigrationTask, { infrastructure, settings }: Surroundings): Step {
  const { from, driver, switches } = task;
  return {
    step: 'environment',
    title: 'Look at the machine',
    run: async () => {
      // Not only after hours of copying.
      if (switches) settings.requireSwitchable();
      const sourceBytes = sizeOf(from);
      const { findings } = await checkEnvironment({
        options: infrastructure,
        components: driver === 'embedded' ? [] : componentNames,
        sourceBytes,
        targetBytes: Math.max(targetAtLeastBytes, sourceBytes * targetPerSourceByte),
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
function needed(driver: DriverName): readonly ComponentName[] {
  return driver === 'embedded' ? ['database'] : componentNames;
}

/** The file itself is examined by the copy, which tells what is wrong with it. */
function sizeOf(from: string): number {
  return statSync(from, { throwIfNoEntry: false })?.size ?? 0;
}

function install(components: readonly ComponentName[], { driver, consent }: Surroundings): Step {
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

function provision(name: ComponentName, { driver }: Surroundings, findings: Findings): Step {
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

function configure(name: ComponentName, driver: Driver): Step {
  return {
    step: `configure-${name}`,
    title: `Settings of ${componentTitles[name]}`,
    run: async (tell) => {
      await driver.configure(name, tell);
      return done('users, rights and settings are in place');
    },
  };
}

function schema(
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

function test(name: Exclude<ComponentName, 'database'>, driver: Driver): Step {
  const titles = { pool: 'Test of the pool', cache: 'Test of the cache', monitoring: 'Dashboards' };
  return {
    step: `test-${name}`,
    title: titles[name],
    run: async () => {
      const { passed, checks } = await driver.test(name);
      if (checks.every(({ what }) => what === 'not needed')) return skipped(checks[0]?.found ?? 'not needed');
      const failed = checks.filter((check) => !check.passed);
      if (!passed) {
        throw new StockulaError('SERVICE_FAILED', {
          expected: `${componentTitles[name]} to pass its tests`,
          got: failed.map(({ what, found }) => `${what}: ${found}`).join('; '),
          remedy: 'See its log below the folder services of the data directory, and run this again.',
        });
      }
      return done(`${checks.length} checks passed`);
    },
  };
}

function copy(task: MigrationTask, findings: Findings): Step {
  return {
    step: 'copy',
    title: `Copy ${task.from}`,
    run: async (tell) => {
      findings.report = await open(findings).copy(task.from, tell);
      const { tables, rows_per_second: rate } = findings.report;
      const written = tables.reduce((sum, table) => sum + table.written, 0);
      return done(
        rate === null ? `${written} rows were there already` : `${written} rows, ${rate} rows per second`,
      );
    },
  };
}

function validate({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'validate',
    title: 'Validate integrity',
    run: async (tell) => {
      // What the older application wrote while its file was copied is carried over before anything is judged.
      findings.report = await open(findings).catchUp(from, findings.report, tell);
      return judge(findings.report);
    },
  };
}

/** @throws StockulaError VERIFY_MISMATCH */
function judge({ status, differences, tables }: MigrationReport): StepResult {
  if (status === 'verified')
    return done(`${tables.length} tables equal, row by row, in counts and checksums`);
  throw new StockulaError('VERIFY_MISMATCH', {
    expected: 'source and target to be equal',
    got: `${differences.length} groups of rows that differ`,
    remedy:
      'The configuration is as it was before. Run "stockula migrate run" again: it compares every row and writes what is missing or other.',
  });
}

function switchOver({ from, switches }: MigrationTask, { settings }: Surroundings, findings: Findings): Step {
  return {
    step: 'switch',
    title: 'Switch to TimescaleDB',
    run: async () => {
      if (!switches) return skipped('not asked for (--no-switch)');
      return settings.toTimescale(from, findings.database);
    },
    undo: () => settings.undo(),
  };
}

function testFeatures({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'test-features',
    title: 'Both stores give the same answers',
    run: async (tell) => {
      const { database, stores } = open(findings);
      const { compared, differences, differing } = await compareStores(
        ...stores(from),
        ({ symbol, done: at, total }) => tell({ step: 'compare', label: symbol, done: at + 1, total }),
      );
      const rows = Object.values(compared).reduce((sum, count) => sum + count, 0);
      if (differing === 0) return done(`${rows} rows of answers, all equal; ${database.place}`);
      const [first] = differences;
      throw new StockulaError('VERIFY_MISMATCH', {
        expected: 'both stores to give the same answers',
        got: `${differing} that differ, the first about ${first?.symbol}: ${first?.kind} ${first?.key}`,
        remedy: `The configuration is as it was before. ${errorTable.VERIFY_MISMATCH.title}: run "stockula migrate verify", then "stockula migrate run" again.`,
      });
    },
  };
}

function open({ target }: Findings): OpenTarget {
  if (!target) throw new Error('a step ran before the one that opens the target');
  return target;
}
