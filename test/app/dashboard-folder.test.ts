import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildDashboard, stateOfDashboard } from '../../src/app/build-dashboard.ts';
import { dashboardFolder } from '../../src/app/dashboard-folder.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { freshFolder } from '../support/embedded.ts';

let built: string;
beforeAll(async () => {
  built = await builtDashboard();
}, 400_000);

const folderFor = (name: string): string => join(freshFolder(name), 'dist');

function copyOfBuilt(): string {
  const folder = folderFor('dashboard-copy');
  cpSync(built, folder, { recursive: true });
  return folder;
}

it('a dashboard of the sources is taken as it is', async () => {
  const folder = copyOfBuilt();
  const told: string[] = [];
  expect(await dashboardFolder((text) => told.push(text), folder)).toBe(folder);
  expect(told).toEqual([]);
});

it('one that is missing is built, also by two at once', async () => {
  const folder = folderFor('dashboard-twice');
  await Promise.all([buildDashboard(folder), buildDashboard(folder)]);
  expect(stateOfDashboard(folder)).toBe('current');
  expect(readdirSync(dirname(folder))).toEqual(['dist']);
});

it('one of other sources is built anew', async () => {
  const folder = copyOfBuilt();
  writeFileSync(join(folder, 'built-from.txt'), 'of before');
  writeFileSync(join(folder, 'left-over.js'), '');
  const told: string[] = [];
  expect(stateOfDashboard(folder)).toBe('outdated');
  expect(await dashboardFolder((text) => told.push(text), folder)).toBe(folder);
  expect(told).toEqual(['Building the dashboard anew: it has changed']);
  expect(stateOfDashboard(folder)).toBe('current');
  expect(existsSync(join(folder, 'left-over.js'))).toBe(false);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('/assets/index-');
});

it('where it cannot be built, that is said and the API goes on without', async () => {
  const told: string[] = [];
  const folder = join(freshFolder('dashboard-nowhere'), 'none', 'dist');
  expect(await dashboardFolder((text) => told.push(text), folder)).toBe(null);
  expect(told.at(-1)).toContain('There is no dashboard, only the API');
  expect(told.join('\n')).toContain('ENOENT');
});

it('where nothing builds it, an older one is better than none', async () => {
  const folder = copyOfBuilt();
  writeFileSync(join(folder, 'built-from.txt'), 'of before');
  const told: string[] = [];
  expect(
    await dashboardFolder(
      (text) => told.push(text),
      folder,
      () => false,
    ),
  ).toBe(folder);
  expect(told).toEqual([]);
});
