import type { Command } from 'commander';
import type { Interval } from '../../../domain/interval.ts';
import { intervalOption } from '../../interval-option.ts';
import { answerFormatOption } from '../../output-option.ts';
import { offlineOption, type PipelineOptions, pastDaysOf, symbolsOption, withPipeline } from './options.ts';
import { printRuns, symbolProgress } from './report.ts';

interface HealOptions extends PipelineOptions {
  readonly interval?: Interval;
  readonly from?: string;
  readonly to?: string;
}

/** `stockula etl heal [SYMBOL…]`: fills the gaps of what is stored. */
export function addHeal(etl: Command): void {
  etl
    .command('heal')
    .description('fill gaps: fetch what is missing between the first stored bar and today')
    .argument('[symbols...]', 'which symbols (default: all that have bars)')
    .addOption(intervalOption('only bars of this length (default: all that are stored)'))
    .option('--from <date>', 'only from this session on, YYYY-MM-DD')
    .option('--to <date>', 'only up to this session, YYYY-MM-DD')
    .addOption(offlineOption())
    .addOption(answerFormatOption())
    .addHelpText('after', '\n"stockula etl coverage" shows the gaps. Exit status as of "etl fetch".')
    .action(async (texts: string[], options: HealOptions, command: Command) => {
      const symbols = symbolsOption(texts);
      const days = pastDaysOf(options);
      await withPipeline(command, options, async ({ pipeline }, signal, line) => {
        const { heal } = await import('../../../manager/pipeline/heal.ts');
        const runs = await heal(
          pipeline,
          { symbols: symbols.length > 0 ? symbols : null, interval: options.interval ?? null, ...days },
          { signal, onSymbol: symbolProgress(options.output, line) },
        );
        line.done();
        if (runs.length === 0 && options.output === 'console')
          process.stdout.write('No bars are stored, so nothing has gaps.\n');
        else await printRuns(runs, options.output);
      });
    });
}
