import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { systemCodeOf } from '../../sources/legacy-sqlite/source-errors.ts';
import { type MigrationFile, migrationFileSchema } from './migration-file.ts';
import { hashInPage } from './page/circumstances.ts';
import { renderPage } from './page/page.ts';
import { isSignatureOf, keyFingerprint, parseSignature, sha256Hex } from './signature.ts';
import { jsonFileIn } from './write-files.ts';

/** One thing that was looked at. `bad` speaks against the report; `open` could not be decided. */
interface Finding {
  readonly verdict: 'good' | 'open' | 'bad';
  readonly about: 'json' | 'signature' | 'page';
  readonly text: string;
}

export interface CheckResult {
  /** Whether there is something to compare the JSON file with, and all of it agrees. */
  readonly ok: boolean;
  readonly file: string;
  readonly sha256: string;
  /** Fingerprint of the key it was signed with; null without a valid signature. */
  readonly signed_with: string | null;
  readonly findings: readonly Finding[];
}

export interface CheckRequest {
  /** The JSON file, the page beside it, or the folder that has both. */
  readonly file: string;
  /** The key that must have signed it. */
  readonly key: KeyObject | null;
  /** Version of this program. */
  readonly stockula: string;
}

/**
 * Says whether a report is as it was written: by its signature (`FILE.sig`), and by the page beside it.
 * @throws StockulaError NOT_FOUND if the JSON file, or what lies beside it, cannot be read
 */
export function checkReport({ file, key, stockula }: CheckRequest): CheckResult {
  const json = jsonFileOf(file);
  const bytes = readPart(json);
  const sha256 = sha256Hex(bytes);
  const report = parseReport(bytes);
  const signature = checkSignature(`${json}.sig`, bytes, key);
  const findings = [
    checkForm(report),
    ...signature.findings,
    checkPage(json.replace(/\.json$/, '.html'), report, sha256, stockula),
  ];
  const compared = findings.some(({ verdict, about }) => verdict === 'good' && about !== 'json');
  const ok = compared && findings.every(({ verdict }) => verdict !== 'bad');
  return { ok, file: json, sha256, signed_with: signature.signedWith, findings };
}

function jsonFileOf(file: string): string {
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? jsonFileIn(file) : resolve(file.replace(/\.html$/, '.json'));
}

/** What the system's error codes mean for the part of a report. */
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'a path at which there is nothing',
  ENOTDIR: 'a path that leads through something that is no folder',
  EISDIR: 'a folder in its place',
  EACCES: 'a file that this user may not read',
};

/** The JSON file, its signature, or the page. */
function readPart(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StockulaError(
      'NOT_FOUND',
      {
        expected: `a migration report that this user can read at ${path}`,
        got: unreadable[systemCodeOf(error) ?? ''] ?? messageOf(error),
        remedy:
          'Give the migration-report.json that "stockula migrate report" wrote, or its folder, and mend its permissions and those of the files beside it.',
      },
      error,
    );
  }
}

function parseReport(bytes: Buffer): MigrationFile | null {
  try {
    return migrationFileSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function checkForm(report: MigrationFile | null): Finding {
  return report
    ? { verdict: 'good', about: 'json', text: `It is a migration report of ${report.created_at}.` }
    : { verdict: 'bad', about: 'json', text: 'It is not a migration report of format 1.' };
}

function checkSignature(
  path: string,
  bytes: Buffer,
  key: KeyObject | null,
): { signedWith: string | null; findings: Finding[] } {
  const say = (verdict: Finding['verdict'], text: string, signedWith: string | null = null) => ({
    signedWith,
    findings: [{ verdict, about: 'signature' as const, text }],
  });
  if (!existsSync(path)) {
    return key
      ? say('bad', 'There is no signature beside it, and one by the given key was asked for.')
      : say('open', 'It is not signed: whoever can edit one file can edit both.');
  }
  const signature = parseSignature(readPart(path).toString('utf8'));
  if (!signature) return say('bad', `${path} is not a signature of format 1.`);
  if (!isSignatureOf(signature, bytes))
    return say('bad', 'The signature is not of this content: the JSON file or its signature was edited.');
  const fingerprint = keyFingerprint(signature.publicKey);
  if (!key) {
    const whose = `See that the key is the one you expect (SHA-256 ${fingerprint}), or name it with --key.`;
    return say('good', `The signature is of exactly this content. ${whose}`, fingerprint);
  }
  return keyFingerprint(key) === fingerprint
    ? say('good', 'The signature is of exactly this content, and by the given key.', fingerprint)
    : say('bad', `It was signed with another key than the given one (SHA-256 ${fingerprint}).`, fingerprint);
}

/** A page is a function of the JSON file, so the same version of this program must come to the same page. */
function checkPage(path: string, report: MigrationFile | null, sha256: string, stockula: string): Finding {
  const say = (verdict: Finding['verdict'], text: string): Finding => ({ verdict, about: 'page', text });
  if (!existsSync(path)) return say('open', 'There is no page beside it.');
  const page = readPart(path).toString('utf8');
  if (hashInPage(page) !== sha256)
    return say(
      'bad',
      'The page does not carry the SHA-256 of this JSON file: one of them was edited or replaced.',
    );
  if (report && page === renderPage(report, sha256))
    return say('good', 'The page belongs to it, and says what it says.');
  if (report?.versions.stockula === stockula)
    return say(
      'bad',
      'The page carries the SHA-256 of this JSON file, but says other things: it was edited.',
    );
  return say(
    'good',
    'The page carries the SHA-256 of this JSON file; whether it says the same, only the version that wrote it can tell.',
  );
}
