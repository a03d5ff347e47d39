import type { Command } from 'commander';
import type { Interval } from '../../../domain/interval.ts';
import { intervalOption } from '../../interval-option.ts';
import { answerFormatOption } from '../../output-option.ts';
import {
  offlineOption,
  type PipelineOptions,
  pastDaysOf,
  replaceOption,
  requireSymbols,
  symbolsOption,
  withPipeline,
} from './options.ts';
import { printRuns, symbolProgress } from './report.ts';

interface FetchOptions extends PipelineOptions {
  readonly interval?: Interval;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly again?: boolean;
  readonly replace?: boolean;
}

/** `stockula etl fetch SYMBOL…`: what is missing of a range. */
export function addFetch(etl: Command): void {
  etl
    .command('fetch')
    .description('fetch what is missing of bars, dividends and splits')
    .argument('[symbols...]', 'as Yahoo Finance writes them: AAPL, BRK-B, VOD.L, ^GSPC, EURUSD=X')
    .addOption(intervalOption('length of a bar (default: 1d, or data.interval of the configuration)'))
    .option(
      '--from <date>',
      'first session, YYYY-MM-DD (default: data.start_date, else as far back as is usual)',
    )
    .option('--to <date>', 'last session, YYYY-MM-DD (default: today)')
    .option('--all', 'every instrument that is known')
    .option('--again', 'fetch the whole range again, what is held too')
    .addOption(replaceOption())
    .addOption(offlineOption())
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
Without --from: 5 years of daily and longer bars up to the last session, and of intraday bars what Yahoo still has: 700
days of 1h, 55 of 2m to 90m, 6 of 1m.
Only sessions that are not held are asked for, so that the same command again fetches nothing.

Exit status: 0 if all symbols succeeded or needed nothing, 12 if some failed, 11 if all did.`,
    )
    .action(async (texts: string[], options: FetchOptions, command: Command) => {
      const asked = symbolsOption(texts);
      requireSymbols(asked, options.all === true, 'stockula etl fetch AAPL MSFT');
      const days = pastDaysOf(options);
      await withPipeline(command, options, async ({ app, pipeline }, signal, line) => {
        const { fetchBars } = await import('../../../manager/pipeline/fetch-bars.ts');
        const { usualRange } = await import('../../../manager/pipeline/usual-range.ts');
        const { knownSymbols } = await import('../../../manager/pipeline/held-series.ts');
        const { data } = app.config;
        const interval = options.interval ?? data.interval;
        const range = usualRange(interval, pipeline.now(), days, data);
        const symbols = options.all ? await knownSymbols(pipeline) : asked;
        const report = await fetchBars(
          pipeline,
          {
            symbols,
            interval,
            rangeOf: () => range,
            replace: options.replace === true,
            again: options.again === true,
          },
          { signal, onSymbol: symbolProgress(options.output, line) },
        );
        line.done();
        await printRuns([report], options.output);
      });
    });
}
