import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildDashboard } from '../../src/app/build-dashboard.ts';
import { freshFolder } from './embedded.ts';

/** The folder of the dashboard, built once for all test files of a run. */
export async function builtDashboard(): Promise<string> {
  const folder = join(process.env['STOCKULA_TEST_SCRATCH'] ?? freshFolder(), 'dashboard');
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  await buildDashboard(folder);
  return folder;
}
