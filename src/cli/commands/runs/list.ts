import type { Command } from 'commander';
import { isTickerSymbol } from '../../../domain/nominal.ts';
import type { StoredRun } from '../../../domain/run-store.ts';
import { symbolOption, withMarket } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { wholeCount } from '../../whole-count.ts';

interface ListOptions {
  readonly symbol?: string;
  readonly limit: number;
  readonly output: RowFormat;
}

/** `stockula runs list` */
export function addList(runs: Command): void {
  runs
    .command('list')
    .description('list kept runs, the newest first')
    .option('--symbol <symbol>', 'only those of this symbol', symbolOption)
    .option('--limit <count>', 'at most so many', wholeCount, 50)
    .addOption(rowFormatOption())
    .action(({ symbol, limit, output }: ListOptions, command: Command) =>
      withMarket(command, async ({ manager }) => {
        const [{ renderListing }, { renderJson }, { runColumns, runFields }] = await Promise.all([
          import('../../output/listing.ts'),
          import('../../output/json.ts'),
          import('../../output/stored-run.ts'),
        ]);
        const rows = await manager.storedRuns({
          limit,
          ...(symbol !== undefined && isTickerSymbol(symbol) && { symbol }),
        });
        const brief = rows.map(({ question, result, ...run }) => run);
        process.stdout.write(
          output === 'json'
            ? renderJson(brief)
            : renderListing<StoredRun>(
                output,
                output === 'csv' ? runFields : runColumns,
                rows,
                'No run is kept.',
              ),
        );
      }),
    );
}
