import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { messageOf, StockulaError } from '../../domain/errors.ts';

const howToMake =
  'Make one with: (umask 077; openssl genpkey -algorithm ed25519 -out key.pem). Its public half: openssl pkey -in key.pem -pubout -out public.pem';

/**
 * Reads the key to sign with: Ed25519, PKCS#8 in PEM, not encrypted, readable by its owner alone.
 * @throws StockulaError USAGE for anything else
 */
export function readSigningKey(path: string): KeyObject {
  const expected = `an Ed25519 private key (PKCS#8, PEM) in ${path}`;
  const { text, mode } = readWithMode(path, expected);
  // Permissions mean nothing where it is no private key.
  requireLabel(text, 'PRIVATE KEY', expected);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new StockulaError('USAGE', {
      expected: `a private key that only its owner can read in ${path}`,
      got: `a file with permissions ${(mode & 0o777).toString(8)}`,
      remedy: `Run "chmod 600 ${path}". If others could have read it, make a new one.`,
    });
  }
  return keyOf(text, createPrivateKey, expected);
}

/**
 * Reads the public key a signature is expected to be of: Ed25519, SPKI in PEM.
 * @throws StockulaError USAGE for anything else
 */
export function readPublicKey(path: string): KeyObject {
  const expected = `an Ed25519 public key (PEM) in ${path}`;
  const { text } = readWithMode(path, expected);
  requireLabel(text, 'PUBLIC KEY', expected);
  return keyOf(text, createPublicKey, expected);
}

/** The mode is that of the file that is read, even if the name is given to another one meanwhile. */
function readWithMode(path: string, expected: string): { text: string; mode: number } {
  try {
    const file = openSync(path, 'r');
    try {
      return { mode: fstatSync(file).mode, text: readFileSync(file, 'utf8') };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw notAKey(expected, `a file that cannot be read (${messageOf(error)})`, error);
  }
}

const halves: Readonly<Record<string, string>> = {
  'PRIVATE KEY': 'a private key, ',
  'PUBLIC KEY': 'a public key, the half that cannot sign, ',
};

function requireLabel(text: string, label: 'PRIVATE KEY' | 'PUBLIC KEY', expected: string): void {
  const found = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1];
  if (found === undefined) throw notAKey(expected, 'a file that is not PEM');
  if (found !== label) throw notAKey(expected, `${halves[found] ?? ''}PEM that begins with "${found}"`);
}

function keyOf(text: string, create: (pem: string) => KeyObject, expected: string): KeyObject {
  const key = parsed(text, create, expected);
  const kind = key.asymmetricKeyType;
  if (kind !== 'ed25519') throw notAKey(expected, `a key of another kind (${kind})`);
  return key;
}

function parsed(text: string, create: (pem: string) => KeyObject, expected: string): KeyObject {
  try {
    return create(text);
  } catch (error) {
    throw notAKey(expected, `PEM that cannot be read (${messageOf(error)})`, error);
  }
}

function notAKey(expected: string, got: string, cause?: unknown): StockulaError {
  return new StockulaError('USAGE', { expected, got, remedy: howToMake }, cause);
}
