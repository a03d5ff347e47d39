import { type Command, Option } from 'commander';
import { counted } from '../../../domain/counted.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { DismissWish } from '../../../manager/pipeline/dismiss.ts';
import { symbolOption, withApp } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { positiveWhole, quarantineRules } from './options.ts';

interface DismissOptions {
  readonly all?: boolean;
  readonly symbol?: string;
  readonly reason?: string;
  readonly run?: number;
  readonly output: AnswerFormat;
}

/** `stockula etl quarantine dismiss ID… | --all …`. */
export function addDismiss(quarantine: Command): void {
  quarantine
    .command('dismiss')
    .description('take rows out of the list and store nothing in their place')
    .argument('[ids...]', 'as the list shows them')
    .option('--all', 'all rows of a symbol, with a reason, or of a run, as the next options say')
    .option('--symbol <symbol>', 'with --all: of this symbol', symbolOption)
    .addOption(new Option('--reason <reason>', 'with --all: with this reason').choices(quarantineRules))
    .option('--run <run>', 'with --all: that this run set aside', positiveWhole)
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
A row goes by itself once a sound bar, dividend or split of its symbol and time is delivered. -o json prints what is
dismissed, whole.

Examples:
  stockula etl quarantine dismiss e3b529bc08 f73c4ad60d
  stockula etl quarantine dismiss --all --symbol SAP.DE --reason unreadable_time
  stockula etl quarantine dismiss --all --run 12`,
    )
    .action((ids: string[], options: DismissOptions, command: Command) => {
      const wish = wishOf(ids, options);
      return withApp(
        command,
        async ({ database }) => {
          const { dismissSetAside } = await import('../../../manager/pipeline/dismiss.ts');
          const { renderJson } = await import('../../output/json.ts');
          const rows = await dismissSetAside(database.pool, wish);
          process.stdout.write(
            options.output === 'json' ? renderJson(rows) : `${counted(rows.length, 'row')} dismissed.\n`,
          );
        },
        { mustExist: true },
      );
    });
}

function wishOf(ids: readonly string[], { all = false, symbol, reason, run }: DismissOptions): DismissWish {
  const filters = [symbol, reason, run].filter((filter) => filter !== undefined);
  const isClear = all ? ids.length === 0 && filters.length > 0 : ids.length > 0 && filters.length === 0;
  if (!isClear) {
    throw new StockulaError('USAGE', {
      expected: 'ids of rows, or --all with --symbol, --reason or --run',
      got: all && filters.length === 0 && ids.length === 0 ? '--all alone' : all ? 'both' : 'neither',
      remedy: 'See "stockula etl quarantine list".',
    });
  }
  if (!all) return { ids };
  return {
    all: {
      symbols: symbol === undefined ? null : [symbol],
      reason: reason ?? null,
      run: run === undefined ? null : String(run),
    },
  };
}
