import type { Command } from 'commander';
import { addRun, addVerify } from './copy.ts';
import { addPlan } from './plan.ts';
import { addQuarantine } from './quarantine.ts';
import { addRepairs } from './repairs.ts';

/** `stockula migrate …`: one file per subcommand. */
export function addMigrate(program: Command): void {
  const migrate = program
    .command('migrate')
    .description("bring the older application's SQLite database over");
  addPlan(migrate);
  addRun(migrate);
  addVerify(migrate);
  addQuarantine(migrate);
  addRepairs(migrate);
}
