import { SecretUrl } from '../../config/secret-url.ts';
import { testDatabase } from '../checks/database-test.ts';
import type { ComponentName, Driver, NotNeeded, Progress } from '../driver.ts';
import type { InfrastructureOptions } from '../options.ts';

type Dispensable = Exclude<ComponentName, 'database'>;

const reasons: Readonly<Record<Dispensable, string>> = {
  pool: 'the embedded engine has one backend, which its host lends to one client at a time',
  cache: 'answers are cached within each process',
  monitoring: 'stockula db status and stockula doctor tell how the embedded database is',
};

const notNeeded = (component: Dispensable): NotNeeded => ({
  kind: 'not-needed',
  reason: reasons[component],
});

/** Everything in processes of Stockula's own: there is nothing to install, and only the engine to open. */
export function embeddedDriver({ openEmbedded }: InfrastructureOptions): Driver {
  const open = (progress: Progress) => {
    if (openEmbedded) return openEmbedded(progress);
    throw new Error('the embedded driver was made without a way to open the engine');
  };
  return {
    name: 'embedded',
    missing: async () => [],
    install: async () => undefined,
    provision: async (component, progress) => {
      if (component !== 'database') return notNeeded(component);
      progress('database: opening the embedded engine');
      const { host, port } = await open(progress);
      const url = new SecretUrl(`postgres://stockula@${encodeURIComponent(host)}:${port}/stockula`);
      return { kind: 'running', how: 'taken-up', url, sessionUrl: null, pid: null, log: null };
    },
    configure: async () => undefined,
    test: async (component) =>
      component === 'database'
        ? testDatabase({ ...(await open(() => undefined)), user: 'stockula', database: 'stockula' })
        : notNeeded(component),
    // Its host stops by itself once nobody is connected.
    stop: async () => undefined,
  };
}
