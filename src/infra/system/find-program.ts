import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { runProgram } from './run-program.ts';

/** Where servers are that a user's PATH often lacks. */
const serverFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin'];

/** Folders of PATH, then those where packages put servers. */
export function defaultSearchPath(): readonly string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...new Set([...path, ...serverFolders])];
}

/** Path of the first program of that name, or null. */
export function findProgram(name: string, searchPath: readonly string[]): string | null {
  return searchPath.map((folder) => resolve(folder, name)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not for this user: either way none that can be run.
    return false;
  }
}

/** Numbers of a version. */
export type Version = readonly number[];

/** First version number in what a program prints when asked for it, or null. */
export async function versionOf(program: string, option = '--version'): Promise<Version | null> {
  const { stdout, stderr } = await runProgram([program, option], { timeoutMs: 20_000 });
  return parseVersion(stdout || stderr);
}

export function parseVersion(text: string): Version | null {
  const [found] = /\d+(?:\.\d+)+/.exec(text) ?? [];
  return found ? found.split('.').map(Number) : null;
}

export function atLeast(version: Version | null, wanted: Version): boolean {
  if (version === null) return false;
  const at = wanted.findIndex((number, index) => (version[index] ?? 0) !== number);
  return at < 0 || (version[at] ?? 0) > (wanted[at] ?? 0);
}
