import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseUnusableFolder, writeReport } from '../../src/migrate/file-report/write-files.ts';
import { freshFolder } from '../support/embedded.ts';
import { sampleFile } from './file-report-sample.ts';

describe('the folder of a report that is not yet there', () => {
  it('is refused where it holds another report', () => {
    const { html } = writeReport(sampleFile, freshFolder('report'), null);
    expect(() => refuseUnusableFolder(dirname(html))).toThrow(/folder without a migration report/);
  });

  it('is refused where it is a file, or below one', () => {
    const file = join(freshFolder('report'), 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below', 'more')])
      expect(() => refuseUnusableFolder(folder)).toThrow(
        expect.objectContaining({
          code: 'USAGE',
          message: expect.stringContaining(`${file}, which is not a folder`),
        }),
      );
  });

  it('may be there or not, and is not made', () => {
    const parent = freshFolder('report');
    refuseUnusableFolder(parent);
    refuseUnusableFolder(join(parent, 'new', 'folder'));
    expect(existsSync(join(parent, 'new'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is refused where this user may not write',
    () => {
      const parent = freshFolder('report');
      chmodSync(parent, 0o500);
      try {
        expect(() => refuseUnusableFolder(join(parent, 'new'))).toThrow(/may not write to/);
      } finally {
        chmodSync(parent, 0o700);
      }
    },
  );
});
