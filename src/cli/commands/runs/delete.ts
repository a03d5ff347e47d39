import type { Command } from 'commander';
import { counted } from '../../../domain/counted.ts';
import { withMarket } from '../../context.ts';

/** `stockula runs delete ID…` */
export function addDelete(runs: Command): void {
  runs
    .command('delete')
    .description('delete runs')
    .argument('<id...>', 'numbers of runs, as listed')
    .action((ids: readonly string[], _options: unknown, command: Command) =>
      withMarket(command, async ({ manager }) => {
        for (const id of ids) await manager.storedRun(id);
        process.stdout.write(`${counted(await manager.deleteRuns(ids), 'run')} deleted.\n`);
      }),
    );
}
