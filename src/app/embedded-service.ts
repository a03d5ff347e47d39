import type { Config } from '../config/schema.ts';
import { StockulaError } from '../domain/errors.ts';
import { connectEmbedded } from '../storage/embedded/connect.ts';
import { type EmbeddedStatus, statusOf, stopHost } from '../storage/embedded/host-control.ts';

export type { EmbeddedStatus } from '../storage/embedded/host-control.ts';

/** What `startService` found or did. */
export type ServiceStart = 'started' | 'was-running' | 'restarted';

/**
 * Serves the embedded database until it is told to stop. One that a command had started for the moment is replaced.
 * @throws StockulaError USAGE where a server is configured; DATA_DIR_IN_USE while others are connected; what the embedded engine reports
 */
export async function startService(
  config: Config,
  onProgress: (text: string) => void,
): Promise<ServiceStart> {
  await refuseServer(config);
  const { data_dir: dataDirectory, port = null } = config.database;
  const { host } = await statusOf(dataDirectory);
  if (host && host.idleStopMs === null && host.port === (port ?? null)) return 'was-running';
  if (host && host.sessions > 0) throw inUse(host.sessions);
  if (host) await stopService(config);
  await connectEmbedded({ dataDirectory, idleStopMs: null, port: port ?? null, onProgress });
  return host ? 'restarted' : 'started';
}

/**
 * Stops the embedded database gracefully.
 * @returns whether there was one to stop
 * @throws StockulaError DATA_DIR_IN_USE if it does not stop in time
 */
export async function stopService(config: Config): Promise<boolean> {
  await refuseServer(config);
  const result = await stopHost(config.database.data_dir);
  if (result.outcome !== 'did-not-stop') return result.outcome === 'stopped';
  const { pid } = result;
  throw new StockulaError('DATA_DIR_IN_USE', {
    expected: 'the embedded database to stop',
    got:
      pid === null
        ? 'a process that holds its data directory and is not known to be its host'
        : `process ${pid}, which is still busy with a statement or hangs`,
    remedy:
      pid === null
        ? 'End whatever has the file host.lock of the data directory open.'
        : 'Wait for the statement and try again.',
  });
}

/** Looks, and starts nothing. */
export async function serviceStatus(config: Config): Promise<EmbeddedStatus> {
  await refuseServer(config);
  return statusOf(config.database.data_dir);
}

/** To stay up, it has to be started anew, which would end what others do with it. */
function inUse(clients: number): StockulaError {
  return new StockulaError('DATA_DIR_IN_USE', {
    expected: 'an embedded database that nobody uses just now',
    got: `one that a command has started for the moment, with ${clients} connected`,
    remedy: 'Wait until they are done and try again; until then it stays up for them anyway.',
  });
}

async function refuseServer({ database }: Config): Promise<void> {
  const { url, data_dir } = database;
  if (!url) return;
  const { ownServices } = await import('../infra/native/own-services.ts');
  const { serviceAt } = await import('../infra/native/service-hint.ts');
  const isOwn = serviceAt(ownServices(data_dir), url.reveal()) !== null;
  throw new StockulaError('USAGE', {
    expected: 'the embedded database to be in use',
    got: isOwn
      ? 'a configuration that names a server of this data directory (database.url)'
      : 'a configuration that names a server (DATABASE_URL or database.url)',
    remedy: isOwn
      ? 'It has a command of its own: stockula services status'
      : 'Use your server’s own tools for it, or unset DATABASE_URL. "stockula doctor" looks at either.',
  });
}
