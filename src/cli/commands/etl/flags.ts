import { type Command, InvalidArgumentError, Option } from 'commander';
import { barRules } from '../../../domain/bar-rule.ts';
import { withApp } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { positiveWhole, symbolsOption } from './options.ts';

interface FlagsOptions {
  readonly rule?: string;
  readonly run?: string;
  readonly limit: number;
  readonly output: RowFormat;
}

const noteRules = Object.entries(barRules).flatMap(([name, { severity }]) =>
  severity === 'quarantine' ? [] : [name],
);

/** `stockula etl flags [SYMBOL…]`: bars that are stored with a note. */
export function addFlags(etl: Command): void {
  etl
    .command('flags')
    .description('list bars that are stored, with a note that something about them is odd or was put right')
    .argument('[symbols...]', 'only of these symbols')
    .addOption(new Option('--rule <rule>', 'only with this note').choices(noteRules))
    .option('--run <run>', 'only what this run noted', runNumber)
    .option('--limit <count>', 'at most so many', positiveWhole, 200)
    .addOption(rowFormatOption())
    .addHelpText(
      'after',
      `
The latest run comes first. A note goes when its bar is delivered again without what it says. Rows that are not stored:
"stockula etl quarantine". A source that mended a bar is asked again with "stockula etl fetch SYMBOL --again".`,
    )
    .action((texts: string[], options: FlagsOptions, command: Command) => {
      const symbols = symbolsOption(texts);
      return withApp(
        command,
        async ({ database }) => {
          const { listFlags } = await import('../../../manager/pipeline/flags.ts');
          const { flagColumns } = await import('../../output/flags.ts');
          const { renderListing } = await import('../../output/listing.ts');
          const { rule = null, run = null, limit, output } = options;
          const asked = { symbols: symbols.length > 0 ? symbols : null, rule, run, limit };
          const rows = await listFlags(database.pool, asked);
          process.stdout.write(renderListing(output, flagColumns(output), rows, 'No bar has such a note.'));
        },
        { mustExist: true },
      );
    });
}

function runNumber(text: string): string {
  if (/^[1-9]\d{0,17}$/.test(text)) return text;
  throw new InvalidArgumentError('The number of a run is expected, as "stockula etl runs" lists it.');
}
