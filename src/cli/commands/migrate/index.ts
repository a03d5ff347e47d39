import type { Command } from 'commander';
import { addVerify } from './copy.ts';
import { addFollow } from './follow.ts';
import { addPlan } from './plan.ts';
import { addQuarantine } from './quarantine.ts';
import { addRepairs } from './repairs.ts';
import { addReport } from './report.ts';
import { addRollback } from './rollback.ts';
import { addResume, addRun } from './run.ts';
import { addStatus } from './status.ts';
import { addSwitch } from './switch.ts';

/** `stockula migrate …`: one file per subcommand. */
export function addMigrate(program: Command): void {
  const migrate = program
    .command('migrate')
    .description("bring the older application's SQLite database over");
  addPlan(migrate);
  addRun(migrate);
  addResume(migrate);
  addStatus(migrate);
  addFollow(migrate);
  addVerify(migrate);
  addSwitch(migrate);
  addRollback(migrate);
  addQuarantine(migrate);
  addReport(migrate);
  addRepairs(migrate);
}
