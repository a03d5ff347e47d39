import { join } from 'node:path';
import { messageOf } from '../domain/errors.ts';
import { buildDashboard, canBuildDashboard, projectRoot, stateOfDashboard } from './build-dashboard.ts';

/** Where `npm run dashboard` builds it to, and nginx finds it. */
export const dashboardHome = join(projectRoot, 'web/dist');

/**
 * The folder with the dashboard: built first where there is none, or an older one than its sources. Without a
 * dashboard the API is served all the same, and `tell` says why there is none.
 */
export async function dashboardFolder(
  tell: (text: string) => void,
  folder = dashboardHome,
  canBuild: () => boolean = canBuildDashboard,
): Promise<string | null> {
  const state = stateOfDashboard(folder);
  if (state === 'current') return folder;
  if (canBuild()) {
    tell(
      state === 'missing' ? 'Building the dashboard (once)' : 'Building the dashboard anew: it has changed',
    );
    try {
      await buildDashboard(folder);
      return folder;
    } catch (error) {
      tell(messageOf(error));
    }
  }
  if (state === 'outdated') return folder;
  tell(
    `There is no dashboard, only the API: it is not built, and cannot be built here. Build it where the development packages are (npm ci, npm run dashboard) and copy web/dist to ${folder}`,
  );
  return null;
}
