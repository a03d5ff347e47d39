import type { SecretUrl } from '../config/secret-url.ts';
import { redactSecrets } from '../config/secret-url.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';
import { testCache } from './checks/cache-test.ts';
import { testDatabase } from './checks/database-test.ts';
import type { ComponentName, Driver, NotNeeded, Provisioned, TestResult } from './driver.ts';
import { remedyForOwnService } from './native/service-hint.ts';
import type { InfrastructureOptions } from './options.ts';

/** A component that the user runs, and how it is tested. */
interface Given {
  readonly url: SecretUrl;
  readonly variable: string;
  test(): Promise<TestResult>;
}

type Servers = InfrastructureOptions['given'];

/** Components that need nothing of a driver, since the configuration says where they are. */
export function needsNothing(component: ComponentName, servers: Servers): boolean {
  return givenServer(component, servers) !== null || isPoolOfGiven(component, servers);
}

function givenServer(component: ComponentName, { databaseUrl, redisUrl }: Servers): Given | null {
  if (component === 'database' && databaseUrl)
    return {
      url: databaseUrl,
      variable: 'DATABASE_URL',
      test: () => testDatabase({ connectionString: databaseUrl.reveal() }),
    };
  if (component === 'cache' && redisUrl)
    return { url: redisUrl, variable: 'REDIS_URL', test: () => testCache(redisUrl.reveal()) };
  return null;
}

/** Whoever gives a database decides whether there is a pool in front of it. */
const isPoolOfGiven = (component: ComponentName, { databaseUrl }: Servers): boolean =>
  component === 'pool' && databaseUrl !== null;

const poolNotNeeded: NotNeeded = {
  kind: 'not-needed',
  reason: 'DATABASE_URL is used as it is; it may point to a pool',
};

/** A driver that leaves to the user what the configuration gives by URL. */
export function respectingGiven(
  driver: Driver,
  { given: servers, dataDirectory }: InfrastructureOptions,
): Driver {
  const others = (wanted: readonly ComponentName[]) => wanted.filter((each) => !needsNothing(each, servers));
  return {
    name: driver.name,
    missing: (wanted) => driver.missing(others(wanted)),
    install: (wanted, consent, progress) => driver.install(others(wanted), consent, progress),
    provision: async (component, progress) => {
      const given = givenServer(component, servers);
      if (given) return takeGiven(component, given, dataDirectory);
      if (isPoolOfGiven(component, servers)) return poolNotNeeded;
      return driver.provision(component, progress);
    },
    configure: async (component, progress) => {
      if (!needsNothing(component, servers)) await driver.configure(component, progress);
    },
    test: async (component) => {
      if (isPoolOfGiven(component, servers)) return poolNotNeeded;
      const given = givenServer(component, servers);
      return given ? given.test() : asAnswer(() => driver.test(component));
    },
    stop: async (component) => {
      if (!needsNothing(component, servers)) await driver.stop(component);
    },
  };
}

/** What keeps a test from being made at all, such as a missing program, is an answer too. */
async function asAnswer(test: () => ReturnType<Driver['test']>): ReturnType<Driver['test']> {
  try {
    return await test();
  } catch (error) {
    if (!(error instanceof StockulaError)) throw error;
    const check = { what: 'can be tested', passed: false, found: error.message };
    return { kind: 'tested', passed: false, checks: [check] };
  }
}

async function takeGiven(
  component: ComponentName,
  given: Given,
  dataDirectory: string,
): Promise<Provisioned> {
  const { checks } = await given.test();
  const [answer] = checks;
  if (answer?.passed)
    return { kind: 'running', how: 'given', url: given.url, sessionUrl: null, pid: null, log: null };
  const cause = redactSecrets(messageOf(answer?.found));
  throw new StockulaError('DATABASE_UNAVAILABLE', {
    expected: `the ${component} at ${given.url} to answer`,
    got: cause,
    remedy:
      remedyForOwnService(dataDirectory, given.url.reveal()) ??
      `Check the server and ${given.variable}, or unset it.`,
  });
}
