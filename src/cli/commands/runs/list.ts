import { type Command, InvalidArgumentError } from 'commander';
import { isTickerSymbol } from '../../../domain/nominal.ts';
import type { StoredRun } from '../../../domain/run-store.ts';
import { symbolOption, withMarket } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';

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

function wholeCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number above 0');
  return count;
}
