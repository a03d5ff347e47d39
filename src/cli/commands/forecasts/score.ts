import type { Command } from 'commander';
import { counted } from '../../../domain/counted.ts';
import { isTickerSymbol } from '../../../domain/nominal.ts';
import { symbolOption, withMarket } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';

interface ScoreOptions {
  readonly symbol?: string;
  readonly output: AnswerFormat;
}

/** `stockula forecasts score` */
export function addScore(forecasts: Command): void {
  forecasts
    .command('score')
    .description('score kept forecasts against the bars that have come since, and show what they were worth')
    .option('--symbol <symbol>', 'only those of this symbol', symbolOption)
    .addOption(answerFormatOption())
    .action(({ symbol, output }: ScoreOptions, command: Command) =>
      withMarket(command, async ({ manager }) => {
        const scored = await manager.scoreForecasts(
          symbol !== undefined && isTickerSymbol(symbol) ? { symbol } : {},
        );
        const { renderTrackRecords } = await import('../../output/forecast-evaluation.ts');
        const { renderJson } = await import('../../output/json.ts');
        const { styleFor } = await import('../../output/style.ts');
        if (output === 'json') process.stdout.write(renderJson(scored));
        else {
          process.stdout.write(renderTrackRecords(scored.trackRecord, styleFor(process.stdout.isTTY)));
          process.stderr.write(
            `${counted(scored.newlyScored, 'forecast')} scored anew, ${scored.waiting} waiting for bars.\n`,
          );
        }
      }),
    );
}
