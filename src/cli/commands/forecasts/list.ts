import type { Command } from 'commander';
import type { StoredForecast } from '../../../domain/forecast-store.ts';
import { isTickerSymbol } from '../../../domain/nominal.ts';
import { symbolOption, withMarket } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { wholeCount } from '../../whole-count.ts';

interface ListOptions {
  readonly symbol?: string;
  readonly limit: number;
  readonly output: RowFormat;
}

/** `stockula forecasts list` */
export function addList(forecasts: Command): void {
  forecasts
    .command('list')
    .description('list kept forecasts, the newest first')
    .option('--symbol <symbol>', 'only those of this symbol', symbolOption)
    .option('--limit <count>', 'at most so many', wholeCount, 50)
    .addOption(rowFormatOption())
    .action(({ symbol, limit, output }: ListOptions, command: Command) =>
      withMarket(command, async ({ manager }) => {
        const { renderListing } = await import('../../output/listing.ts');
        const { forecastColumns, forecastDocument } = await import('../../output/stored-forecast.ts');
        const { renderJson } = await import('../../output/json.ts');
        const rows = await manager.storedForecasts({
          limit,
          ...(symbol !== undefined && isTickerSymbol(symbol) && { symbol }),
        });
        process.stdout.write(
          output === 'json'
            ? renderJson(rows.map(forecastDocument))
            : renderListing<StoredForecast>(output, forecastColumns, rows, 'No forecast is kept.'),
        );
      }),
    );
}
