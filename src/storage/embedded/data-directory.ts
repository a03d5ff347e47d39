import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { checkMarker } from './data-directory-marker.ts';
import { makeFolder } from './make-folder.ts';

/** PostgreSQL's own limit is 107 bytes for the path of a Unix socket on Linux, 103 on macOS. */
const longestSocketPath = 100;

/** Everything the embedded database keeps on disk, below one folder. */
export interface DataDirectory {
  readonly root: string;
  /** The PostgreSQL cluster. */
  readonly cluster: string;
  /** Locked by the engine for as long as it has the cluster open. */
  readonly engineLock: string;
  /** Locked by the host for as long as it lives. */
  readonly hostLock: string;
  /** Who holds the host's lock, for messages. */
  readonly holderFile: string;
  /** Who holds the engine's lock. */
  readonly engineHolderFile: string;
  readonly logFolder: string;
  readonly hostLog: string;
  /** Folder of the Unix socket `.s.PGSQL.5432`, as PostgreSQL clients expect it. */
  readonly socketFolder: string;
  readonly socketPath: string;
  /** Password for the optional TCP port. */
  readonly passwordFile: string;
}

/** Not TMPDIR: every command must come to the same folder, whatever environment it runs in. */
const sharedTemporary = process.platform === 'win32' ? tmpdir() : '/tmp';

export const socketPort = 5432;

/** Names the parts of a data directory; touches nothing. */
export function dataDirectoryAt(path: string): DataDirectory {
  const root = resolve(path);
  const inside = join(root, 'run');
  const socketName = `.s.PGSQL.${socketPort}`;
  const fits = Buffer.byteLength(join(inside, socketName)) <= longestSocketPath;
  const socketFolder = fits ? inside : join(sharedTemporary, `stockula-${ownUid()}-${shortHash(root)}`);
  return {
    root,
    cluster: join(root, 'cluster'),
    engineLock: join(root, 'engine.lock'),
    hostLock: join(root, 'host.lock'),
    holderFile: join(root, 'holder.json'),
    engineHolderFile: join(root, 'engine.json'),
    logFolder: join(root, 'log'),
    hostLog: join(root, 'log', 'engine.log'),
    socketFolder,
    socketPath:
      process.platform === 'win32'
        ? `\\\\.\\pipe\\stockula-${shortHash(root)}`
        : join(socketFolder, socketName),
    passwordFile: join(root, 'password'),
  };
}

/**
 * Creates the folders of a data directory, or checks those of an existing one.
 * @throws StockulaError DATA_DIR_UNUSABLE if the folder belongs to something else, to another version, or cannot be written
 */
export function prepareDataDirectory(path: string): DataDirectory {
  const wanted = dataDirectoryAt(path);
  try {
    makeFolder(wanted.root, 0o700);
    const directory = dataDirectoryAt(realpathSync(wanted.root));
    checkMarker(directory.root);
    mkdirSync(directory.logFolder, { recursive: true, mode: 0o700 });
    mkdirSync(directory.socketFolder, { recursive: true, mode: 0o700 });
    checkOwner(directory.socketFolder);
    return directory;
  } catch (error) {
    if (error instanceof StockulaError) throw error;
    throw new StockulaError(
      'DATA_DIR_UNUSABLE',
      {
        expected: `a folder that can be created and written at ${wanted.root} (STOCKULA_DATA_DIR)`,
        got: messageOf(error),
        remedy: 'Choose another folder with STOCKULA_DATA_DIR, or mend its permissions.',
      },
      error,
    );
  }
}

/** A socket folder below the shared temporary folder has a name that others can guess, and could have made. */
function checkOwner(socketFolder: string): void {
  if (process.platform === 'win32') return;
  const { uid, mode } = statSync(socketFolder);
  if (uid === ownUid() && (mode & 0o022) === 0) return;
  throw new StockulaError('DATA_DIR_UNUSABLE', {
    expected: `a folder for the database's socket at ${socketFolder} that only this user can write`,
    got: `one of user ${uid} with mode ${(mode & 0o777).toString(8)}`,
    remedy: 'Remove that folder, or choose a shorter path with STOCKULA_DATA_DIR.',
  });
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Not userInfo(): in a container the user may have a number and no name. */
function ownUid(): number {
  return process.getuid?.() ?? 0;
}
