import { existsSync, realpathSync, statSync } from 'node:fs';
import { StockulaError } from '../../domain/errors.ts';
import { type ComponentName, componentNames, type Progress } from '../driver.ts';
import { defaultPorts, type InfrastructureOptions, serviceFolder } from '../options.ts';
import { portState } from '../system/ports.ts';
import { nativeDriver, placeOf } from './native-driver.ts';
import { savedPort } from './saved-port.ts';
import { logOf, pidFileOf, runningPid } from './service-place.ts';

/** The servers that the native driver has brought up for one data directory, whether or not they run now. */
export interface OwnServices {
  /** Real path. */
  readonly dataDirectory: string;
  /** In the order in which they are started. */
  readonly names: readonly ComponentName[];
  readonly options: InfrastructureOptions;
}

export interface ServiceStatus {
  readonly name: ComponentName;
  /** `silent`: its process runs, but nothing listens on its port; it starts, ends or hangs. */
  readonly state: 'up' | 'silent' | 'down';
  readonly pid: number | null;
  /** On 127.0.0.1. */
  readonly port: number;
  /** When its process was started; null where none runs, or its note was lost. */
  readonly since: string | null;
  readonly log: string;
}

/** What became of one service; `failed` with the reason. */
export interface ServiceResult {
  readonly name: ComponentName;
  readonly outcome: 'started' | 'was-running' | 'stopped' | 'was-not-running' | 'failed';
  readonly problem: unknown;
}

/**
 * Looks which servers a data directory has, with the ports they had last; starts and makes nothing.
 * @throws StockulaError RIGHTS_MISSING where they are another user's
 */
export function ownServices(dataDirectory: string): OwnServices {
  const root = existsSync(dataDirectory) ? realpathSync(dataDirectory) : dataDirectory;
  const base: InfrastructureOptions = {
    dataDirectory: root,
    given: { databaseUrl: null, redisUrl: null },
    ports: defaultPorts,
  };
  const names = componentNames.filter((name) => wasStarted(base, name));
  try {
    const saved = names.map((name) => [name, savedPort(serviceFolder(base, name), name)] as const);
    const ports = { ...defaultPorts, ...Object.fromEntries(saved.filter(([, port]) => port !== null)) };
    return { dataDirectory: root, names, options: { ...base, ports } };
  } catch (error) {
    throw explainRights(root, error);
  }
}

/** Its process notes its id when it starts; the note stays when it ends. */
function wasStarted(options: InfrastructureOptions, name: ComponentName): boolean {
  const place = placeOf(options, name);
  return existsSync(pidFileOf(place)) || existsSync(logOf(place));
}

/** Whether one of them runs and listens; asks the system, not the server. */
export async function statusOfService({ options }: OwnServices, name: ComponentName): Promise<ServiceStatus> {
  const place = placeOf(options, name);
  const pid = runningPid(place);
  const listens = pid !== null && (await portState(place.port)) === 'taken';
  const note = statSync(pidFileOf(place), { throwIfNoEntry: false });
  return {
    name,
    state: pid === null ? 'down' : listens ? 'up' : 'silent',
    pid,
    port: place.port,
    since: pid !== null && note ? note.mtime.toISOString() : null,
    log: logOf(place),
  };
}

/** Starts what does not run, with the ports, passwords and data that are there. One that fails keeps none of the others. */
export async function startServices(
  { options }: OwnServices,
  names: readonly ComponentName[],
  progress: Progress,
): Promise<readonly ServiceResult[]> {
  const driver = nativeDriver(options);
  return eachInTurn(options, names, async (name) => {
    const provisioned = await driver.provision(name, progress);
    return provisioned.kind === 'running' && provisioned.how === 'started' ? 'started' : 'was-running';
  });
}

/** Stops what runs, the database last. Data stay. */
export function stopServices(
  { options }: OwnServices,
  names: readonly ComponentName[],
): Promise<readonly ServiceResult[]> {
  const driver = nativeDriver(options);
  return eachInTurn(options, names.toReversed(), async (name) => {
    const ran = runningPid(placeOf(options, name)) !== null;
    await driver.stop(name);
    return ran ? 'stopped' : 'was-not-running';
  });
}

async function eachInTurn(
  { dataDirectory }: InfrastructureOptions,
  names: readonly ComponentName[],
  work: (name: ComponentName) => Promise<ServiceResult['outcome']>,
): Promise<readonly ServiceResult[]> {
  const results: ServiceResult[] = [];
  for (const name of names) {
    try {
      results.push({ name, outcome: await work(name), problem: null });
    } catch (error) {
      results.push({ name, outcome: 'failed', problem: explainRights(dataDirectory, error) });
    }
  }
  return results;
}

const refusals: readonly unknown[] = ['EACCES', 'EPERM'];

/** Servers that another user started, such as root, are that user's to look at and to end. */
function explainRights(dataDirectory: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && refusals.includes(error.code))) return error;
  return new StockulaError(
    'RIGHTS_MISSING',
    {
      expected: `the servers of ${dataDirectory} to be this user's`,
      got: error.message,
      remedy: 'Run the command as the user who brought them up.',
    },
    error,
  );
}
