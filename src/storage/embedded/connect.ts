import { connect } from 'node:net';
import { type DataDirectory, prepareDataDirectory, socketPort } from './data-directory.ts';
import { DirectoryLock } from './directory-lock.ts';
import { defaultLimits, type HostLimits } from './host/protocol.ts';
import { inUse, startFailure } from './start-failure.ts';
import { startHost } from './start-host.ts';

export { holderOf } from './holder.ts';

/** How a PostgreSQL client reaches the embedded database. */
export interface EmbeddedAddress {
  /** Folder of the Unix socket, as clients take it for a host name. */
  readonly host: string;
  readonly port: number;
  readonly socketPath: string;
}

export interface EmbeddedOptions {
  readonly dataDirectory: string;
  /** The host stops after nobody has been connected for so long; null: stays. */
  readonly idleStopMs: number | null;
  /** Loopback port besides the socket; null: none. */
  readonly port: number | null;
  /** Bounds of a host that this call starts; one that runs already keeps its own. */
  readonly limits?: Partial<HostLimits>;
  /** How long to wait for a process that holds the directory without answering yet. Default: 30 seconds. */
  readonly joinPatienceMs?: number;
  onProgress?(text: string): void;
}

/** A host that is just starting may need this long; creating a cluster takes a few seconds. */
const joinPatienceMs = 30_000;
const pollMs = 50;

/**
 * Makes sure the embedded database of a data directory is served, by a host that runs already or a new one.
 * @throws StockulaError DATA_DIR_UNUSABLE, DATA_DIR_IN_USE, PORT_UNAVAILABLE or DISK_FULL
 */
export async function connectEmbedded(options: EmbeddedOptions): Promise<EmbeddedAddress> {
  const directory = prepareDataDirectory(options.dataDirectory);
  const address = { host: directory.socketFolder, port: socketPort, socketPath: directory.socketPath };
  const hostOptions = {
    dataDirectory: directory.root,
    idleStopMs: options.idleStopMs,
    port: options.port,
    limits: { ...defaultLimits, ...options.limits },
  };
  const deadline = performance.now() + (options.joinPatienceMs ?? joinPatienceMs);
  do {
    if (await answers(directory.socketPath)) return address;
    const outcome = await startHost(hostOptions, options.onProgress);
    if (outcome.kind === 'ready') return address;
    if (outcome.reason !== 'locked') throw startFailure(directory, options.port, outcome);
    // Somebody was quicker: join them, or start again if they give up.
    if (await answersWhileHeld(directory, deadline)) return address;
  } while (performance.now() < deadline);
  throw inUse(directory);
}

/** Whether something accepts connections on the socket now. */
function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function answersWhileHeld(directory: DataDirectory, deadline: number): Promise<boolean> {
  do {
    if (await answers(directory.socketPath)) return true;
    if (!DirectoryLock.isHeld(directory.hostLock)) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  } while (performance.now() < deadline);
  return false;
}
