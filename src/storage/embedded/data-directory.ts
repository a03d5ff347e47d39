import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf, StockulaError } from '../../domain/errors.ts';

/** Version of the layout below. Raised when an older Stockula could no longer read the directory. */
const layoutVersion = 1;

/** PostgreSQL's own limit is 107 bytes for the path of a Unix socket on Linux, 103 on macOS. */
const longestSocketPath = 100;

/** Everything the embedded database keeps on disk, below one folder. */
export interface DataDirectory {
  readonly root: string;
  /** The PostgreSQL cluster. */
  readonly cluster: string;
  /** Locked by the engine for as long as it has the cluster open. */
  readonly lockFile: string;
  /** Who holds the lock, for messages. */
  readonly holderFile: string;
  readonly logFolder: string;
  readonly hostLog: string;
  /** Folder of the Unix socket `.s.PGSQL.5432`, as PostgreSQL clients expect it. */
  readonly socketFolder: string;
  readonly socketPath: string;
  /** Password for the optional TCP port. */
  readonly passwordFile: string;
}

export const socketPort = 5432;

/** Names the parts of a data directory; touches nothing. */
export function dataDirectoryAt(path: string): DataDirectory {
  const root = resolve(path);
  const inside = join(root, 'run');
  const socketName = `.s.PGSQL.${socketPort}`;
  const fits = Buffer.byteLength(join(inside, socketName)) <= longestSocketPath;
  const socketFolder = fits ? inside : join(tmpdir(), `stockula-${userInfo().uid}-${shortHash(root)}`);
  return {
    root,
    cluster: join(root, 'cluster'),
    lockFile: join(root, 'lock.sqlite'),
    holderFile: join(root, 'holder.json'),
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
    mkdirSync(wanted.root, { recursive: true, mode: 0o700 });
    const directory = dataDirectoryAt(realpathSync(wanted.root));
    checkMarker(directory.root);
    mkdirSync(directory.logFolder, { recursive: true, mode: 0o700 });
    mkdirSync(directory.socketFolder, { recursive: true, mode: 0o700 });
    return directory;
  } catch (error) {
    if (error instanceof StockulaError) throw error;
    throw new StockulaError(
      'DATA_DIR_UNUSABLE',
      {
        expected: `a folder that can be created and written at ${wanted.root}`,
        got: messageOf(error),
        remedy: 'Choose another folder with STOCKULA_DATA_DIR, or mend its permissions.',
      },
      error,
    );
  }
}

/** The marker file tells our folder from anybody else's, so that nothing foreign is ever written into. */
function checkMarker(root: string): void {
  const markerFile = join(root, 'stockula.json');
  if (!existsSync(markerFile)) {
    const others = readdirSync(root);
    if (others.length > 0)
      throw notOurs(root, `a folder that holds other things (${others.slice(0, 3).join(', ')})`);
    writeFileSync(
      markerFile,
      `${JSON.stringify({ what: 'Stockula data directory', layout: layoutVersion })}\n`,
    );
    return;
  }
  const layout = readLayout(root, markerFile);
  if (layout === layoutVersion) return;
  throw new StockulaError('DATA_DIR_UNUSABLE', {
    expected: `a data directory of layout ${layoutVersion} at ${root}`,
    got: `layout ${layout}, made by ${layout > layoutVersion ? 'a newer' : 'an older'} Stockula`,
    remedy: 'Run the Stockula that made it, or choose another folder with STOCKULA_DATA_DIR.',
  });
}

function readLayout(root: string, markerFile: string): number {
  let marker: unknown;
  try {
    marker = JSON.parse(readFileSync(markerFile, 'utf8'));
  } catch (error) {
    throw notOurs(root, `a marker file stockula.json that cannot be read (${messageOf(error)})`);
  }
  const layout =
    typeof marker === 'object' && marker !== null && 'layout' in marker ? marker.layout : undefined;
  if (typeof layout !== 'number') throw notOurs(root, 'a marker file stockula.json without a layout number');
  return layout;
}

function notOurs(root: string, got: string): StockulaError {
  return new StockulaError('DATA_DIR_UNUSABLE', {
    expected: `an empty folder or a Stockula data directory at ${root}`,
    got,
    remedy: 'Choose another folder with STOCKULA_DATA_DIR; nothing was changed here.',
  });
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
