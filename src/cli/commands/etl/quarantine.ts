import { type Command, Option } from 'commander';
import type { EpochMs } from '../../../domain/nominal.ts';
import { withApp } from '../../context.ts';
import { forPeople } from '../../output/for-people.ts';
import {
  type AnswerFormat,
  answerFormatOption,
  type RowFormat,
  rowFormatOption,
} from '../../output-option.ts';
import {
  offlineOption,
  type PipelineOptions,
  positiveWhole,
  quarantineRules,
  symbolsOption,
  withPipeline,
} from './options.ts';
import { addDismiss } from './quarantine-dismiss.ts';
import { printRuns, symbolProgress } from './report.ts';

interface ListOptions {
  readonly reason?: string;
  readonly limit: number;
  readonly output: RowFormat;
}

/** `stockula etl quarantine list|explain|retry|release|dismiss`. */
export function addQuarantine(etl: Command): void {
  const quarantine = etl
    .command('quarantine')
    .description('rows that sources or files delivered and that could not be taken')
    .addHelpText('after', '\nRows of the older application: "stockula migrate quarantine".');
  quarantine
    .command('list', { isDefault: true })
    .description('list them, the latest first')
    .argument('[symbols...]', 'only of these symbols')
    .addOption(new Option('--reason <reason>', 'only with this reason').choices(quarantineRules))
    .option('--limit <count>', 'at most so many', positiveWhole, 200)
    .addOption(rowFormatOption())
    .action((symbols: string[], options: ListOptions, command: Command) => {
      const asked = symbolsOption(symbols);
      return withApp(
        command,
        async ({ database }) => {
          const { listSetAside } = await import('../../../manager/pipeline/set-aside.ts');
          const { setAsideColumns } = await import('../../output/set-aside.ts');
          const { renderListing } = await import('../../output/listing.ts');
          const rows = await listSetAside(database.pool, {
            symbols: asked.length > 0 ? asked : null,
            reason: options.reason ?? null,
            limit: options.limit,
          });
          process.stdout.write(renderListing(options.output, setAsideColumns, rows, 'Nothing is set aside.'));
        },
        { mustExist: true },
      );
    });
  quarantine
    .command('explain')
    .description('say why a row is set aside, what it says, and what is stored around it')
    .argument('<id>', 'as the list shows it')
    .addOption(answerFormatOption())
    .action((id: string, { output }: { output: AnswerFormat }, command: Command) =>
      withApp(
        command,
        async ({ database }) => {
          const { explainSetAside } = await import('../../../manager/pipeline/set-aside.ts');
          const { renderExplanation } = await import('../../output/set-aside.ts');
          const { renderJson } = await import('../../output/json.ts');
          const explanation = await explainSetAside(database.pool, id, Date.now() as EpochMs);
          process.stdout.write(
            output === 'json'
              ? renderJson(explanation)
              : forPeople(renderExplanation(explanation, process.stdout.isTTY)),
          );
        },
        { mustExist: true },
      ),
    );
  quarantine
    .command('retry')
    .description(
      'ask the sources again for the sessions of rows that are set aside; what is sound replaces them',
    )
    .argument('<ids...>', 'as the list shows them: bars, dividends, splits')
    .addOption(offlineOption())
    .addOption(answerFormatOption())
    .action((ids: string[], options: PipelineOptions, command: Command) =>
      withPipeline(command, options, async ({ pipeline }, signal, line) => {
        const { retrySetAside } = await import('../../../manager/pipeline/retry-set-aside.ts');
        const runs = await retrySetAside(pipeline, ids, {
          signal,
          onSymbol: symbolProgress(options.output, line),
        });
        line.done();
        await printRuns(runs, options.output);
      }),
    );
  quarantine
    .command('release')
    .description('store rows as they are, on your word: they are right although a rule says otherwise')
    .argument('<ids...>', 'as the list shows them: bars, dividends, splits')
    .addOption(answerFormatOption())
    .action((ids: string[], { output }: { output: AnswerFormat }, command: Command) =>
      withPipeline(command, { output, mustExist: true }, async ({ pipeline }) => {
        const { releaseSetAside } = await import('../../../manager/pipeline/release.ts');
        const released = await releaseSetAside(pipeline, ids, pipeline.now());
        await pipeline.onChanged(released.map(({ symbol }) => symbol));
        const { renderJson } = await import('../../output/json.ts');
        const { renderReleased } = await import('../../output/set-aside.ts');
        process.stdout.write(output === 'json' ? renderJson(released) : forPeople(renderReleased(released)));
      }),
    );
  addDismiss(quarantine);
}
