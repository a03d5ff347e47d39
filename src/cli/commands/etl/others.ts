import type { Command } from 'commander';
import { errorTable } from '../../../domain/errors.ts';
import type { TickerSymbol } from '../../../domain/nominal.ts';
import type { EachOutcome } from '../../../manager/pipeline/fetch-each.ts';
import type { Pipeline } from '../../../manager/pipeline/pipeline.ts';
import { tellEvent } from '../../notes.ts';
import { forPeople } from '../../output/for-people.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import {
  offlineOption,
  type PipelineOptions,
  requireSymbols,
  symbolsOption,
  withPipeline,
} from './options.ts';

interface EachOptions extends PipelineOptions {
  readonly all?: boolean;
}

type Ask = (pipeline: Pipeline, symbol: TickerSymbol, signal: AbortSignal) => Promise<number>;

/** `stockula etl options|company|rates`: what is fetched besides bars. */
export function addOthers(etl: Command): void {
  addEach(
    etl,
    {
      name: 'options',
      description: 'store the option chain as it is quoted now, beside earlier ones',
      what: 'quote',
    },
    async (...asked) => {
      const { snapshotOptions } = await import('../../../manager/pipeline/fetch-others.ts');
      return (await snapshotOptions(...asked)).quotes;
    },
  );
  addEach(
    etl,
    {
      name: 'company',
      description: 'fetch company data: name, sector, industry, capitalisation',
      what: null,
    },
    async (...asked) => {
      const { fetchCompany } = await import('../../../manager/pipeline/fetch-others.ts');
      await fetchCompany(...asked);
      return 1;
    },
  );
  etl
    .command('rates')
    .description(
      'fetch interest rates of the US Treasury, the risk-free series, since the last that are stored',
    )
    .addOption(offlineOption())
    .addOption(answerFormatOption())
    .action((options: PipelineOptions, command: Command) =>
      withPipeline(command, options, async ({ pipeline }, signal, line) => {
        const { fetchRates } = await import('../../../manager/pipeline/fetch-others.ts');
        const { renderJson } = await import('../../output/json.ts');
        const written = await fetchRates(pipeline, signal);
        line.done();
        process.stdout.write(
          options.output === 'json' ? renderJson({ written }) : `${written} rates were new or corrected.\n`,
        );
      }),
    );
}

/** @param what one row is that it stores; null: there is one for each symbol */
function addEach(
  etl: Command,
  { name, description, what }: { name: string; description: string; what: string | null },
  ask: Ask,
): void {
  etl
    .command(name)
    .description(description)
    .argument('[symbols...]', 'as Yahoo Finance writes them')
    .option('--all', 'every instrument that is known')
    .addOption(offlineOption())
    .addOption(answerFormatOption())
    .addHelpText('after', '\nExit status as of "etl fetch".')
    .action((texts: string[], options: EachOptions, command: Command) => {
      const asked = symbolsOption(texts);
      requireSymbols(asked, options.all === true, `stockula etl ${name} AAPL`);
      return withPipeline(command, options, async ({ pipeline }, signal, line) => {
        const { fetchEach } = await import('../../../manager/pipeline/fetch-each.ts');
        const { knownSymbols } = await import('../../../manager/pipeline/held-series.ts');
        const symbols = options.all ? await knownSymbols(pipeline) : asked;
        const outcomes = await fetchEach(
          symbols,
          (symbol) => ask(pipeline, symbol, signal),
          ({ symbol, outcome, reason }, done, total) => {
            if (options.output === 'json')
              tellEvent({ event: 'symbol', symbol, outcome, reason, done, total });
            else line.work({ label: `${symbol}${outcome === 'failed' ? ' failed' : ''}`, done, total });
          },
        );
        line.done();
        await print(outcomes, what, options.output);
      });
    });
}

async function print(
  outcomes: readonly EachOutcome[],
  what: string | null,
  output: AnswerFormat,
): Promise<void> {
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed').length;
  if (output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
    process.stdout.write(renderJson(outcomes));
  } else {
    const { renderEach } = await import('../../output/etl-run.ts');
    process.stdout.write(forPeople(renderEach(outcomes, what, process.stdout.isTTY)));
  }
  if (failed > 0)
    process.exitCode = failed === outcomes.length ? errorTable.RUN_FAILED.exit : errorTable.RUN_PARTIAL.exit;
}
