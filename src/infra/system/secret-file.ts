import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Account, giveTo } from './account.ts';

const secretBytes = 24;

/** The secret of a file that only `account` can read; made up and written where there is none. */
export function secretFile(path: string, account: Account): string {
  if (!existsSync(path)) publish(path, randomBytes(secretBytes).toString('base64url'), account);
  return readFileSync(path, 'utf8').trim();
}

/** By link: of two that come at once one wins, and nobody ever sees half a secret. */
function publish(path: string, secret: string, account: Account): void {
  const unfinished = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(unfinished, `${secret}\n`, { mode: 0o600 });
    giveTo(account, unfinished, 0o600);
    linkSync(unfinished, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}
