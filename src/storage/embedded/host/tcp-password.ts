import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const randomLength = 18;
/** Characters of a password; a shorter one was not written to its end. */
const leastCharacters = 16;

/** The password of the loopback port, made once and kept in a file only this user can read. */
export function tcpPassword(file: string): string {
  const kept = readIfThere(file).trim();
  if (kept.length >= leastCharacters) return kept;
  const password = randomBytes(randomLength).toString('base64url');
  // Renamed into place: a file that a full disk cut short must never stand for a password.
  writeFileSync(`${file}.new`, password, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return password;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
