import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { StockulaError } from '../../domain/errors.ts';
import { driverNames } from '../driver.ts';
import { usableMemory } from '../native/postgres-settings.ts';
import { requireReachable, serviceAccount } from '../system/account.ts';
import { type Finding, fine, problem, warning } from './finding.ts';

const all = driverNames;
const mib = 1024 ** 2;
const oldestNode = 24;
/** What the embedded engine takes at its most, with room for the migration beside it. */
const enoughMemoryBytes = 1024 * mib;
/** The disk must not be full to the last byte while temporary files come and go. */
const spareBytes = 256 * mib;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;

export function checkNode(version = process.versions.node): Finding {
  const place = { what: `Node.js ${oldestNode} or newer`, concerns: all };
  return Number(version.split('.')[0]) >= oldestNode
    ? fine(place, version)
    : problem(place, 'USAGE', version, 'Start Stockula by npm scripts or npx: they bring the right Node.js.');
}

export function checkMemory(): Finding {
  const place = { what: `at least ${megabytes(enoughMemoryBytes)} of free memory`, concerns: all };
  const free = Math.min(freemem(), usableMemory());
  const found = `${megabytes(free)} free of ${megabytes(usableMemory())}`;
  return free >= enoughMemoryBytes
    ? fine(place, found)
    : warning(place, found, 'End other programs, or use a server on another machine (DATABASE_URL).');
}

/**
 * Compares what a migration writes with what is free where the data directory lies.
 * @param bytes what will be written there: the snapshot of the source, and the target where it lies there too
 */
export function checkDisk(dataDirectory: string, bytes: number): Finding {
  const place = {
    what: `${megabytes(bytes + spareBytes)} free on the disk of ${dataDirectory}`,
    concerns: all,
  };
  const { bavail, bsize } = statfsSync(nearestExisting(dataDirectory));
  const free = bavail * bsize;
  return free >= bytes + spareBytes
    ? fine(place, `${megabytes(free)} free`)
    : problem(
        place,
        'DISK_FULL',
        `${megabytes(free)} free`,
        'Free some space, or choose a data directory on another disk with STOCKULA_DATA_DIR.',
      );
}

export function checkFolder(dataDirectory: string): Finding {
  const place = { what: `a data directory at ${dataDirectory} that this user may write`, concerns: all };
  const folder = nearestExisting(dataDirectory);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return fine(place, folder === resolve(dataDirectory) ? 'it may' : `${folder}, in which it may be made`);
  } catch {
    // The reason is always the same: no right, or a file system mounted to be read only.
    const remedy = 'Mend the permissions, or choose another folder with STOCKULA_DATA_DIR.';
    return problem(place, 'RIGHTS_MISSING', `${folder}, which this user may not write`, remedy);
  }
}

/** As root, servers run as another user, who must come to their folders. */
export async function checkAccount(dataDirectory: string): Promise<Finding> {
  const place = { what: 'a user to run servers as', concerns: ['native'] as const };
  try {
    const account = await serviceAccount(['postgres']);
    await requireReachable(account, nearestExisting(dirname(resolve(dataDirectory))));
    return fine(place, account.name);
  } catch (error) {
    if (!(error instanceof StockulaError)) throw error;
    return problem(place, error.code, error.parts.got, error.parts.remedy);
  }
}

function nearestExisting(path: string): string {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}
