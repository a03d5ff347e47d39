import { chmodSync, chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StockulaError } from '../../domain/errors.ts';
import { runProgram } from './run-program.ts';

/** The user a server runs as: this one, or, where this is root, one without rights. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Put before a command so that it runs as this user. */
  readonly prefix: readonly string[];
}

const leastOfAll = 'nobody';

/**
 * PostgreSQL and PgBouncer refuse to run as root, and the others should not.
 * @param wanted users that may exist, best first
 * @throws StockulaError RIGHTS_MISSING for root on a machine without setpriv
 */
export async function serviceAccount(wanted: readonly string[]): Promise<Account> {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0 || process.platform === 'win32')
    return { name: `user ${uid}`, uid, gid: process.getgid?.() ?? 0, prefix: [] };
  for (const name of [...wanted, leastOfAll]) {
    const [user, group] = await Promise.all([runProgram(['id', '-u', name]), runProgram(['id', '-g', name])]);
    if (user.status !== 0 || group.status !== 0) continue;
    await requireSetpriv();
    const ids = { uid: Number(user.stdout), gid: Number(group.stdout) };
    const prefix = ['setpriv', `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups', '--'];
    return { name, ...ids, prefix };
  }
  throw rightsMissing(
    'a user without rights to run servers as',
    `none of ${wanted.join(', ')}, ${leastOfAll}`,
  );
}

async function requireSetpriv(): Promise<void> {
  if ((await runProgram(['setpriv', '--version'])).status === 0) return;
  throw rightsMissing(
    'the program setpriv (of util-linux), to run servers as another user than root',
    'none on PATH',
  );
}

function rightsMissing(expected: string, got: string): StockulaError {
  return new StockulaError('RIGHTS_MISSING', {
    expected,
    got,
    remedy: 'Run the command as an ordinary user instead of root.',
  });
}

/** Hands a file or folder over to an account. */
export function giveTo(account: Account, path: string, mode: number): void {
  chmodSync(path, mode);
  if (account.prefix.length > 0) chownSync(path, account.uid, account.gid);
}

/** Lets others pass through a folder without looking into it. */
export function openForOthers(folder: string): void {
  const mode = statSync(folder).mode & 0o777;
  if ((mode & 0o001) === 0) chmodSync(folder, mode | 0o001);
}

/**
 * Checks that an account can come to a folder through all the folders above it.
 * @throws StockulaError RIGHTS_MISSING naming the folder that bars the way
 */
export async function requireReachable(account: Account, folder: string): Promise<void> {
  if (account.prefix.length === 0 || (await maySearch(account, folder))) return;
  let barrier = folder;
  for (let above = dirname(barrier); above !== barrier; above = dirname(above)) {
    if (await maySearch(account, above)) break;
    barrier = above;
    if (above === '/') break;
  }
  const mode = (statSync(barrier).mode & 0o777).toString(8);
  throw new StockulaError('RIGHTS_MISSING', {
    expected: `the folder ${folder} to be reachable for the user ${account.name}, as whom servers run under root`,
    got: `${barrier} with mode ${mode}`,
    remedy: `Choose a data directory outside it (STOCKULA_DATA_DIR), allow passing with "chmod o+x ${barrier}", or run the command as an ordinary user.`,
  });
}

async function maySearch(account: Account, folder: string): Promise<boolean> {
  return (await runProgram([...account.prefix, 'test', '-x', folder])).status === 0;
}
