import type { Command } from 'commander';
import { withMarket } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';

/** `stockula runs show ID` */
export function addShow(runs: Command): void {
  runs
    .command('show')
    .description('show one run: what was asked, and what it came to; with -o json whole, its trades too')
    .argument('<id>', 'number of the run, as listed')
    .addOption(answerFormatOption())
    .action((id: string, { output }: { output: AnswerFormat }, command: Command) =>
      withMarket(command, async ({ manager }) => {
        const run = await manager.storedRun(id);
        const [{ renderJson }, { renderStoredRun }, { styleFor }] = await Promise.all([
          import('../../output/json.ts'),
          import('../../output/stored-run.ts'),
          import('../../output/style.ts'),
        ]);
        process.stdout.write(
          output === 'json' ? renderJson(run) : renderStoredRun(run, styleFor(process.stdout.isTTY)),
        );
      }),
    );
}
