import type { Command } from 'commander';
import { addCancel, addRetry } from './decide.ts';
import { addList } from './list.ts';
import { addShow } from './show.ts';

/** `stockula jobs …`: work in the background. */
export function addJobs(program: Command): void {
  const jobs = program.command('jobs').description('work in the background: what waits, runs and failed');
  addList(jobs);
  addShow(jobs);
  addRetry(jobs);
  addCancel(jobs);
}
