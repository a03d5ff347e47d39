import type { Command } from 'commander';
import type { RunComparison } from '../../../manager/runs/compare-runs.ts';
import { withMarket } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';

/** `stockula runs rerun ID`, `stockula runs compare ID ID` */
export function addCompare(runs: Command): void {
  runs
    .command('rerun')
    .description(
      'do a run again, with bars and strategy files as they are now, and compare to the last digit',
    )
    .argument('<id>', 'number of the run, as listed')
    .addOption(answerFormatOption())
    .action((id: string, { output }: { output: AnswerFormat }, command: Command) =>
      withMarket(command, async ({ manager }) => print(await manager.rerun(id), output)),
    );
  runs
    .command('compare')
    .description('compare two runs')
    .argument('<before>', 'number of a run')
    .argument('<now>', 'number of another')
    .addOption(answerFormatOption())
    .action((before: string, now: string, { output }: { output: AnswerFormat }, command: Command) =>
      withMarket(command, async ({ manager }) => print(await manager.compareRuns(before, now), output)),
    );
}

async function print(comparison: RunComparison, output: AnswerFormat): Promise<void> {
  const [{ renderJson }, { renderComparison }, { styleFor }] = await Promise.all([
    import('../../output/json.ts'),
    import('../../output/run-comparison.ts'),
    import('../../output/style.ts'),
  ]);
  process.stdout.write(
    output === 'json' ? renderJson(comparison) : renderComparison(comparison, styleFor(process.stdout.isTTY)),
  );
}
