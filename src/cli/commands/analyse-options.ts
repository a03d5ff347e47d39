import { type Command, Option } from 'commander';
import type { FlagValues } from '../../config/layers.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import { adjustOption } from '../adjust-option.ts';
import { dateOption, symbolOption } from '../context.ts';
import { intervalOption } from '../interval-option.ts';
import { type ModeName, modeNames } from '../modes/registry.ts';

const analysisFormats = ['console', 'json', 'csv'] as const;
type AnalysisFormat = (typeof analysisFormats)[number];

/** What stands on the command line of the bare command. */
export interface AnalyseOptions {
  readonly ticker?: readonly string[];
  readonly mode: ModeName | 'all';
  readonly output?: AnalysisFormat;
  readonly table?: string;
  readonly html?: string;
  readonly interval?: Interval;
  readonly from?: string;
  readonly to?: string;
  readonly adjust: AdjustmentBasis;
  readonly strategy?: readonly string[];
  readonly direction?: 'long' | 'long_short';
  readonly fill?: 'close' | 'next_open';
  readonly commission?: number;
  readonly optimize?: boolean;
  readonly walkForward?: boolean;
  readonly metric?: string;
  readonly trainStart?: string;
  readonly trainEnd?: string;
  readonly testStart?: string;
  readonly testEnd?: string;
  readonly saveConfig?: string;
  readonly saveOptimizedConfig?: string;
}

/** Adds the options of the bare command. */
export function addAnalyseOptions(program: Command): Command {
  return program
    .option(
      '-t, --ticker <symbol>',
      'symbol, several behind commas, may be repeated (default: the tickers of the configured portfolio)',
      collectSymbols,
    )
    .addOption(
      new Option(
        '-m, --mode <mode>',
        'what to do: technical analysis, backtest, forecast, allocation, or all but that',
      )
        .choices(['all', ...modeNames])
        .default('all'),
    )
    .addOption(
      new Option(
        '-o, --output <format>',
        'form of the answer (default: output.format, else console)',
      ).choices(analysisFormats),
    )
    .option('--table <name>', 'with -o csv: only the table of that name')
    .option('--html <file>', 'also write a report with charts, one file that a browser opens')
    .addOption(intervalOption('length of a bar (default: 1d, or data.interval of the configuration)'))
    .option(
      '--from <date>',
      'first day to look at, YYYY-MM-DD; earlier bars do not count (default: all, at most the last 25,000 bars)',
    )
    .option('--to <date>', 'last day to look at, YYYY-MM-DD')
    .addOption(adjustOption())
    .option(
      '--strategy <name>',
      'with --mode backtest: strategy, group or ./file.ts, may be repeated (default: backtest.strategies, else all)',
      collectNames,
    )
    .addOption(
      new Option(
        '--direction <direction>',
        'with --mode backtest: close at the opposite signal, or sell short there (default: backtest.direction)',
      ).choices(['long', 'long_short']),
    )
    .addOption(
      new Option(
        '--fill <price>',
        'with --mode backtest: where market orders are filled (default: backtest.fill)',
      ).choices(['close', 'next_open']),
    )
    .option(
      '--commission <part>',
      'with --mode backtest: part of the value of each order, 0.002 for 0.2 %, in place of any broker (default: backtest.commission)',
      commissionOption,
    )
    .option('--optimize', 'with --mode backtest: search for the best parameters')
    .option(
      '--walk-forward',
      'with --mode backtest: choose parameters and use them after that, window by window',
    )
    .option('--metric <statistic>', 'statistic to rank parameters by (default: Return [%])')
    .option('--train-start <date>', 'in place of forecast.train_start_date')
    .option('--train-end <date>', 'in place of forecast.train_end_date')
    .option('--test-start <date>', 'in place of forecast.test_start_date')
    .option('--test-end <date>', 'in place of forecast.test_end_date')
    .option('--save-config <file>', 'write the configuration with all its defaults as YAML, and end')
    .option(
      '--save-optimized-config <file>',
      'write the configuration that optimize-allocation arrives at as YAML',
    );
}

function commissionOption(text: string): number {
  const part = text.trim() === '' ? Number.NaN : Number(text);
  if (part >= 0 && part < 1) return part;
  throw new StockulaError('USAGE', {
    expected: '--commission to be a part of the value of an order, from 0 to below 1',
    got: `'${text}'`,
    remedy: '0.002 is 0.2 %.',
  });
}

function collectNames(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function collectSymbols(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',')];
}

const forecastDates = [
  ['trainStart', '--train-start', 'forecast.train_start_date'],
  ['trainEnd', '--train-end', 'forecast.train_end_date'],
  ['testStart', '--test-start', 'forecast.test_start_date'],
  ['testEnd', '--test-end', 'forecast.test_end_date'],
] as const;

/**
 * The keys of the configuration that the options stand for. Symbols mean a portfolio of one share of each, all of
 * equal weight, as the older application had it for its one ticker.
 * @throws StockulaError USAGE for what is no symbol and no date
 */
export function valuesOf(options: AnalyseOptions): FlagValues {
  const dates = forecastDates.map(([name, flag, key]) => {
    dateOption(flag, options[name], 'start');
    return [key, options[name]] as const;
  });
  const symbols = options.ticker?.map(symbolOption);
  return {
    ...Object.fromEntries(dates),
    ...(options.strategy && { 'backtest.strategies': options.strategy.map((name) => ({ name })) }),
    ...(options.direction && { 'backtest.direction': options.direction }),
    ...(options.fill && { 'backtest.fill': options.fill }),
    ...(options.commission !== undefined && {
      'backtest.commission': options.commission,
      'backtest.broker_config': null,
    }),
    ...(options.optimize && { 'backtest.optimize': true }),
    ...(options.walkForward && { 'backtest.walk_forward': {} }),
    ...(options.metric && { 'backtest.optimization_metric': options.metric }),
    ...(symbols && {
      'portfolio.tickers': [...new Set(symbols)].map((symbol) => ({ symbol, quantity: 1 })),
      'portfolio.allocation_method': 'equal_weight',
      'portfolio.dynamic_allocation': false,
      'portfolio.auto_allocate': false,
      'portfolio.max_position_size': 100,
    }),
  };
}

/**
 * Keys that stand for the other options in a configuration that is written. They are no part of `valuesOf`, since days
 * of the command line count for every mode, and those of `data` only where a mode has none of its own.
 */
export function savedValuesOf({ interval, from, to, output }: AnalyseOptions): FlagValues {
  const values = {
    'data.interval': interval,
    'data.start_date': from,
    'data.end_date': to,
    'output.format': output,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
