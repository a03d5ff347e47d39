import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Account, giveTo } from './account.ts';

/** Writes a file for `account` alone, whole or not at all. True if it was not so before. */
export function writeSettings(path: string, text: string, account: Account): boolean {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false;
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  giveTo(account, unfinished, 0o600);
  renameSync(unfinished, path);
  return true;
}
