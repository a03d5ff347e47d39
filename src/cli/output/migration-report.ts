import type { CheckResult } from '../../migrate/file-report/check.ts';
import type { WrittenReport } from '../../migrate/file-report/write-files.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';

/** Which files were written. Ends with a newline. */
export function renderWritten(written: WrittenReport & { readonly status: string }): string {
  const { html, json, signature, sha256, status } = written;
  return [
    `The migration is ${status}.`,
    `Page       ${printable(html)}`,
    `Data       ${printable(json)}`,
    `Signature  ${signature === null ? 'none (sign with --sign KEYFILE)' : printable(signature)}`,
    `SHA-256    ${sha256} (of the data)`,
    '',
  ].join('\n');
}

const marks = { good: '✓', open: '•', bad: '✗' } as const;

/** What a check found. Ends with a newline. */
export function renderCheck(result: CheckResult, isTty = false): string {
  const { colors } = styleFor(isTty);
  const paint = { good: colors.green, open: colors.yellow, bad: colors.red } as const;
  return [
    printable(result.file),
    `SHA-256 ${result.sha256}`,
    ...result.findings.map(({ verdict, text }) => `${paint[verdict](marks[verdict])} ${printable(text)}`),
    (result.ok ? colors.green : colors.red)(conclusion(result)),
    '',
  ].join('\n');
}

function conclusion({ ok, signed_with, findings }: CheckResult): string {
  if (findings.some(({ verdict }) => verdict === 'bad')) return 'Not as it was written.';
  if (!ok) return 'There is nothing to compare it with.';
  return signed_with === null
    ? 'Data and page belong together; without a signature that is all one can say.'
    : 'As it was signed.';
}
