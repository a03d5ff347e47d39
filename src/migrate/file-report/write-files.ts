import type { KeyObject } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import type { MigrationFile } from './migration-file.ts';
import { renderPage } from './page/page.ts';
import { sha256Hex, signatureText } from './signature.ts';

/** Where the files of a report lie; the signature is null where it was not asked for. */
export interface WrittenReport {
  readonly json: string;
  readonly html: string;
  readonly signature: string | null;
  /** SHA-256 of the JSON file. */
  readonly sha256: string;
}

/**
 * Refuses a folder that holds a report already: it may have been filed, and its signature would be another's.
 * @throws StockulaError USAGE
 */
function refuseFiledReport(folder: string): void {
  const { json, html, signature } = pathsIn(folder);
  const there = [json, html, signature].find((path) => existsSync(path));
  if (there === undefined) return;
  throw new StockulaError('USAGE', {
    expected: 'a folder without a migration report',
    got: `${there}, which exists`,
    remedy: 'Name another folder with --out, or move the earlier report away.',
  });
}

/**
 * Refuses a folder that a report cannot be written to, before there is one. Makes nothing.
 * @throws StockulaError USAGE
 */
export function refuseUnusableFolder(folder: string): void {
  refuseFiledReport(folder);
  const there = nearestExisting(resolve(folder));
  if (!statSync(there).isDirectory()) throw unwritable(folder, `${there}, which is not a folder`);
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(folder, `${there}, which this user may not write to`, error);
  }
}

/** The path itself, or the folder in which the missing ones would be made. */
function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/**
 * Writes the report as data and as a page, and signs the data if there is a key. Overwrites nothing.
 * @throws StockulaError USAGE where the folder has a report, or cannot be written
 */
export function writeReport(file: MigrationFile, folder: string, key: KeyObject | null): WrittenReport {
  refuseFiledReport(folder);
  const { json, html, signature } = pathsIn(folder);
  const bytes = Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
  const sha256 = sha256Hex(bytes);
  const write = (path: string, content: string | Buffer): void => {
    writeFileSync(path, content, { flag: 'wx' });
  };
  try {
    mkdirSync(folder, { recursive: true });
    write(json, bytes);
    if (key) write(signature, signatureText(bytes, key));
    write(html, renderPage(file, sha256));
  } catch (error) {
    throw unwritable(folder, messageOf(error), error);
  }
  return { json, html, signature: key ? signature : null, sha256 };
}

/** A full disk is told as such to the user wherever it is met. */
function unwritable(folder: string, got: string, cause?: unknown): StockulaError {
  return new StockulaError(
    'USAGE',
    {
      expected: `a folder that can be made and written at ${resolve(folder)}`,
      got,
      remedy: 'Name another folder with --out, or mend its permissions.',
    },
    cause,
  );
}

/** The data of the report in a folder, as an absolute path. */
export const jsonFileIn = (folder: string): string => resolve(join(folder, 'migration-report.json'));

function pathsIn(folder: string): { json: string; html: string; signature: string } {
  const json = jsonFileIn(folder);
  return { json, html: json.replace(/json$/, 'html'), signature: `${json}.sig` };
}
