import type { Command } from 'commander';
import { addList } from './list.ts';
import { addScore } from './score.ts';
import { addShow } from './show.ts';

/** `stockula forecasts …`: forecasts that were made, and how they fared. */
export function addForecasts(program: Command): void {
  const forecasts = program
    .command('forecasts')
    .description('forecasts that were made, and how they fared against what happened');
  addList(forecasts);
  addShow(forecasts);
  addScore(forecasts);
}
