import type { Command } from 'commander';
import { addCompare } from './compare.ts';
import { addDelete } from './delete.ts';
import { addList } from './list.ts';
import { addShow } from './show.ts';

/** `stockula runs …`: backtests and searches for parameters that were kept. */
export function addRuns(program: Command): void {
  const runs = program.command('runs').description('backtests that were kept: show, do again, compare');
  addList(runs);
  addShow(runs);
  addCompare(runs);
  addDelete(runs);
}
