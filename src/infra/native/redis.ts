import { join } from 'node:path';
import { SecretUrl } from '../../config/secret-url.ts';
import { askRedis } from '../checks/ask-redis.ts';
import { testCache } from '../checks/cache-test.ts';
import { type InfrastructureOptions, serviceFolder } from '../options.ts';
import { serviceAccount } from '../system/account.ts';
import { secretFile } from '../system/secret-file.ts';
import { writeSettings } from '../system/settings-file.ts';
import type { NativeComponent } from './component.ts';
import { usableMemory } from './postgres-settings.ts';
import { requireProgram } from './programs.ts';
import { dataFolder, prepareFolder } from './service.ts';
import type { ServicePlace } from './service-place.ts';

const gib = 1024 ** 3;

export function cachePlace(options: InfrastructureOptions): ServicePlace {
  return {
    component: 'cache',
    folder: serviceFolder(options, 'cache'),
    port: options.ports.cache,
    stopSignals: ['SIGTERM'],
  };
}

/**
 * Redis as a cache: what does not fit is forgotten, and nothing is kept on disk.
 * @throws StockulaError PROGRAM_MISSING, RIGHTS_MISSING
 */
export async function redisComponent(
  options: InfrastructureOptions,
  searchPath: readonly string[],
): Promise<NativeComponent> {
  const place = cachePlace(options);
  const { folder, port } = place;
  const program = requireProgram('redis-server', 'cache', searchPath);
  const account = await serviceAccount(['redis']);
  await prepareFolder(folder, account);
  const password = secretFile(join(folder, 'redis.password'), account);
  const [settings, data] = [join(folder, 'redis.conf'), join(folder, 'data')];
  const url = new SecretUrl(`redis://:${password}@127.0.0.1:${port}/0`);
  return {
    service: {
      ...place,
      command: [program, settings],
      account,
      settings: [settings],
      prepare: async () => {
        dataFolder(data, account);
        const memoryBytes = Math.min(2 * gib, usableMemory() / 4);
        writeSettings(settings, redisSettings(data, port, password, memoryBytes), account);
      },
      isReady: () =>
        askRedis(url.reveal(), (client) => client.ping()).then(
          () => true,
          () => false,
        ),
    },
    url,
    sessionUrl: null,
    // Its settings are whole before it starts.
    configure: async () => undefined,
    test: () => testCache(url.reveal()),
  };
}

function redisSettings(data: string, port: number, password: string, memoryBytes: number): string {
  return [
    '# Written by Stockula at each start.',
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `maxmemory ${Math.floor(memoryBytes)}`,
    'maxmemory-policy allkeys-lru',
    'save ""',
    'appendonly no',
    `dir "${data}"`,
    // The command line must go on naming the folder: that is how the process is known again.
    'set-proc-title no',
    '',
  ].join('\n');
}
