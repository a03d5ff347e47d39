// Builds the dashboard into web/dist, as "stockula serve" does by itself where it is missing.
import { buildDashboard } from '../src/app/build-dashboard.ts';
import { dashboardHome } from '../src/app/dashboard-folder.ts';
import { messageOf } from '../src/domain/errors.ts';

try {
  await buildDashboard(dashboardHome);
  console.log(`The dashboard is in ${dashboardHome}`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
