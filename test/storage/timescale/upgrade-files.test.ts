import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listUpgrades } from '../../../src/storage/timescale/schema-upgrades.ts';

function folderWith(...files: string[]): string {
  const folder = join(process.env['STOCKULA_TEST_SCRATCH'] ?? '', `upgrades-${Math.random()}`);
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, file), 'SELECT 1');
  return folder;
}

describe('files of schema upgrades', () => {
  test('every edition has the same numbers and names, counted from 1 without a gap', () => {
    const community = listUpgrades('community').map(({ number, name }) => ({ number, name }));
    const apache = listUpgrades('apache').map(({ number, name }) => ({ number, name }));
    expect(apache).toEqual(community);
    expect(community.map(({ number }) => number)).toEqual(community.map((_, index) => index + 1));
  });

  test('an edition gets its own file and the common ones', () => {
    const folder = folderWith('0001-a.sql', '0002-b.apache.sql', '0002-b.community.sql');
    const files = listUpgrades('apache', folder).map(({ file }) => file.slice(folder.length + 1));
    expect(files).toEqual(['0001-a.sql', '0002-b.apache.sql']);
  });

  test.each(['1-a.sql', '0001-A.sql', '0001-a.enterprise.sql', '0001_a.sql', 'readme.md'])(
    '%s is refused',
    (file) => {
      expect(() => listUpgrades('community', folderWith(file))).toThrow(`sql/${file}`);
    },
  );

  test('a number that occurs twice, or is left out, is refused', () => {
    expect(() => listUpgrades('community', folderWith('0001-a.sql', '0001-b.sql'))).toThrow('0001-b.sql');
    expect(() => listUpgrades('community', folderWith('0001-a.sql', '0003-c.sql'))).toThrow('0003-c.sql');
    expect(() =>
      listUpgrades('apache', folderWith('0001-a.sql', '0002-b.community.sql', '0003-c.sql')),
    ).toThrow('0003-c.sql');
  });
});
