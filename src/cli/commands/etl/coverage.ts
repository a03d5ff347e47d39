import type { Command } from 'commander';
import type { App } from '../../../app/app.ts';
import type { Interval } from '../../../domain/interval.ts';
import { withApp } from '../../context.ts';
import { intervalOption } from '../../interval-option.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { daysOf, symbolsOption } from './options.ts';

interface CoverageOptions {
  readonly interval?: Interval;
  readonly from?: string;
  readonly to?: string;
  readonly ascii?: boolean;
  readonly output: AnswerFormat;
}

/** `stockula etl coverage [SYMBOL…]`: which sessions are held, as a picture. */
export function addCoverage(etl: Command): void {
  etl
    .command('coverage')
    .description('show which sessions are held, provisional, missing or absent, as a picture')
    .argument('[symbols...]', 'which symbols (default: all that have bars)')
    .addOption(intervalOption('only bars of this length (default: all that are stored)'))
    .option('--from <date>', 'first session of the picture, YYYY-MM-DD (default: the first bar)')
    .option('--to <date>', 'last session of the picture, YYYY-MM-DD (default: today)')
    .option('--ascii', 'draw with ASCII characters only')
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
Missing: nobody has asked for it yet. Absent: no source had it when it was asked for; it is asked for again with
growing pauses, then given up. Provisional: fetched before the session was final. "stockula etl heal" fills gaps.`,
    )
    .action((texts: string[], options: CoverageOptions, command: Command) => {
      const symbols = symbolsOption(texts);
      const days = daysOf(options);
      const show = async ({ database }: App): Promise<void> => {
        const { coverageLines } = await import('../../../manager/pipeline/coverage-lines.ts');
        const { coverageJson, drawCoverage } = await import('../../output/coverage.ts');
        const lines = await coverageLines(database.pool, {
          symbols: symbols.length > 0 ? symbols : null,
          interval: options.interval ?? null,
          ...days,
        });
        if (options.output === 'json') {
          const { renderJson } = await import('../../output/json.ts');
          process.stdout.write(renderJson(coverageJson(lines)));
          return;
        }
        const { styleFor } = await import('../../output/style.ts');
        const style = styleFor(process.stdout.isTTY);
        process.stdout.write(
          lines.length === 0
            ? 'No bars are stored.\n'
            : `${drawCoverage(lines, { style, ascii: options.ascii === true })}\n`,
        );
      };
      return withApp(command, show, { mustExist: true });
    });
}
