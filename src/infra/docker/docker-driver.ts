import { SecretUrl } from '../../config/secret-url.ts';
import { StockulaError } from '../../domain/errors.ts';
import { testCache } from '../checks/cache-test.ts';
import { testDatabase } from '../checks/database-test.ts';
import { testMonitoring } from '../checks/monitoring-test.ts';
import { testPool } from '../checks/pool-test.ts';
import type { ComponentName, Driver, TestResult } from '../driver.ts';
import { install } from '../install.ts';
import type { InfrastructureOptions } from '../options.ts';
import { sessionAlias } from '../pool-settings.ts';
import { defaultSearchPath, findProgram } from '../system/find-program.ts';
import { requireFreePort } from '../system/ports.ts';
import { lastLines } from '../system/run-program.ts';
import { compose, composeSecrets, databaseName, projectName } from './compose.ts';
import { dockerState } from './docker-engine.ts';

/** Images may have to be fetched first. */
const upTimeoutMs = 20 * 60_000;
const logLines = '12';

/** Containers of `deploy/compose/migration.yaml`, one project for each data directory. */
export function dockerDriver(options: InfrastructureOptions): Driver {
  const searchPath = options.searchPath ?? defaultSearchPath();
  const missing: Driver['missing'] = async ([first]) => {
    const { problem } = await dockerState(searchPath);
    if (problem === null || first === undefined) return [];
    return [{ component: first, what: problem.what, command: null, byHand: problem.remedy }];
  };
  return {
    name: 'docker',
    missing,
    install: async (wanted, consent, progress) => install(await missing(wanted), consent, false, progress),
    provision: async (component, progress) => {
      const docker = await requireDocker(searchPath);
      const wasRunning = await isRunning(options, docker, component);
      if (!wasRunning) {
        await requireFreePort(options.ports[component], component);
        progress(`${component}: starting its container; the image is fetched if it is not there`);
      }
      await up(options, docker, component);
      return {
        kind: 'running',
        how: wasRunning ? 'taken-up' : 'started',
        ...urls(options)[component],
        pid: null,
        log: `docker compose --project-name ${projectName(options)} logs ${component}`,
      };
    },
    // The images set up what there is to set up when they start.
    configure: async () => undefined,
    test: (component) => testContainer(options, component),
    stop: async (component) => {
      // Without a client nothing was ever started.
      if (findProgram('docker', searchPath) === null) return;
      const docker = await requireDocker(searchPath);
      const ended = await compose(options, docker, ['stop', component], upTimeoutMs);
      if (ended.status !== 0)
        throw failed(`the container of the ${component} to stop`, lastLines(ended.stderr));
    },
  };
}

async function requireDocker(searchPath: readonly string[]): Promise<string> {
  const { docker, problem } = await dockerState(searchPath);
  if (docker !== null && problem === null) return docker;
  throw new StockulaError('PROGRAM_MISSING', {
    expected: problem?.what ?? 'the program docker',
    got: problem?.found ?? 'none',
    remedy: problem?.remedy ?? '',
  });
}

/** Whether a component's container of this data directory runs. */
export async function isRunning(
  options: InfrastructureOptions,
  docker: string,
  component: ComponentName,
): Promise<boolean> {
  const ended = await compose(options, docker, ['ps', '--status', 'running', '--services']);
  return ended.status === 0 && ended.stdout.split('\n').includes(component);
}

/** Leaves a container alone that runs with the same settings. */
async function up(options: InfrastructureOptions, docker: string, component: ComponentName): Promise<void> {
  const ended = await compose(options, docker, ['up', '--detach', '--wait', component], upTimeoutMs);
  if (ended.status === 0) return;
  const logs = await compose(options, docker, ['logs', '--no-color', '--tail', logLines, component]);
  const said = [lastLines(ended.stderr), lastLines(logs.stdout)].filter((text) => text !== '').join('\n');
  throw failed(`the container of the ${component} to come up healthy`, said);
}

function failed(expected: string, said: string): StockulaError {
  return new StockulaError('SERVICE_FAILED', {
    expected,
    got: `a failure of docker compose:\n${said}\n`,
    remedy: 'Mend what it says, then run the command again.',
  });
}

interface Urls {
  readonly url: SecretUrl;
  readonly sessionUrl: SecretUrl | null;
}

function urls(options: InfrastructureOptions): Record<ComponentName, Urls> {
  const { database, cache } = composeSecrets(options);
  const postgres = (port: number, name: string) =>
    new SecretUrl(`postgres://${databaseName}:${database}@127.0.0.1:${port}/${name}`);
  const { ports } = options;
  return {
    database: { url: postgres(ports.database, databaseName), sessionUrl: null },
    pool: {
      url: postgres(ports.pool, databaseName),
      sessionUrl: postgres(ports.pool, sessionAlias(databaseName)),
    },
    cache: { url: new SecretUrl(`redis://:${cache}@127.0.0.1:${ports.cache}/0`), sessionUrl: null },
    monitoring: { url: new SecretUrl(`http://127.0.0.1:${ports.monitoring}`), sessionUrl: null },
  };
}

function testContainer(options: InfrastructureOptions, component: ComponentName): Promise<TestResult> {
  const { url, sessionUrl } = urls(options)[component];
  const tests: Record<ComponentName, () => Promise<TestResult>> = {
    database: () => testDatabase({ connectionString: url.reveal() }),
    pool: () =>
      testPool({ url: url.reveal(), sessionUrl: sessionUrl?.reveal() ?? '', namedStatements: true }),
    cache: () => testCache(url.reveal()),
    monitoring: () => testMonitoring(url.reveal()),
  };
  return tests[component]();
}
