import type { Command } from 'commander';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { IndicatorSeries } from '../../manager/analysis/indicator-series.ts';
import { adjustOption } from '../adjust-option.ts';
import { rangeOf, symbolOption, withMarket } from '../context.ts';
import { intervalOption } from '../interval-option.ts';
import { formatCount, formatDecimal } from '../output/numbers.ts';
import { timeText } from '../output/time.ts';
import { type RowFormat, rowFormatOption } from '../output-option.ts';

interface IndicatorOptions {
  readonly ticker?: string;
  readonly list?: boolean;
  readonly param?: Record<string, string>;
  readonly interval?: Interval;
  readonly from?: string;
  readonly to?: string;
  readonly adjust: AdjustmentBasis;
  readonly output: RowFormat;
}

/** `stockula indicators NAME --ticker T …`: a whole series. */
export function addIndicators(program: Command): void {
  program
    .command('indicators')
    .description('print an indicator as a series, or list the indicators there are')
    .argument('[name]', 'indicator, for example rsi (see --list)')
    .option('-t, --ticker <symbol>', 'symbol')
    .option('--list', 'list every indicator, or NAME or the group NAME: formula, source, parameters, warm-up')
    .option('-p, --param <name=value>', 'parameter, may be repeated (period=14)', collectParameter)
    .addOption(intervalOption('length of a bar (default: 1d, or data.interval of the configuration)'))
    .option('--from <date>', 'first day to print, YYYY-MM-DD; earlier bars still serve as warm-up')
    .option('--to <date>', 'last day to print, YYYY-MM-DD')
    .addOption(adjustOption())
    .addOption(rowFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  stockula indicators rsi --ticker AAPL --param period=14 --from 2020-01-01 -o csv',
    )
    .action(async (name: string | undefined, options: IndicatorOptions, command: Command) => {
      if (options.list) return printList(name, options.output);
      await printSeries(name, options, command);
    });
}

async function printSeries(
  name: string | undefined,
  options: IndicatorOptions,
  command: Command,
): Promise<void> {
  if (name === undefined || options.ticker === undefined) {
    throw new StockulaError('USAGE', {
      expected: 'an indicator and a symbol',
      got: name === undefined ? 'no indicator' : 'no --ticker',
      remedy:
        'For example: stockula indicators rsi --ticker AAPL. "stockula indicators --list" names them all.',
    });
  }
  const symbol = symbolOption(options.ticker);
  const range = { ...rangeOf(options), adjust: options.adjust };
  const { checkIndicator } = await import('../../manager/indicator-list.ts');
  // Refused before a database is opened for it.
  const parameters = checkIndicator(name, options.param ?? {});
  await withMarket(command, async ({ config, manager }) => {
    const interval = options.interval ?? config.data.interval;
    const series = await manager.indicatorSeries({ name, symbol, interval, parameters, range });
    await print(series, interval, options.output);
    noteWarmUp(series);
  });
}

async function print(
  series: IndicatorSeries,
  interval: Interval,
  output: IndicatorOptions['output'],
): Promise<void> {
  const names = Object.keys(series.columns);
  const header = ['ts', ...(names.length === 1 ? ['value'] : names)];
  const columns = Object.values(series.columns);
  const rows = Array.from(series.ts, (ts, at) => [
    startText(ts, interval, output),
    ...columns.map((values) => finiteOrNull(values[at])),
  ]);
  if (output === 'csv') {
    const { renderCsv } = await import('../output/csv.ts');
    process.stdout.write(renderCsv(header, rows));
  } else if (output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    const objects = rows.map((row) => Object.fromEntries(header.map((title, at) => [title, row[at]])));
    process.stdout.write(
      renderJson({
        name: series.name,
        parameters: series.parameters,
        interval,
        stale: series.stale,
        values: objects,
      }),
    );
  } else {
    await printTable(isIntraday(interval) ? ['ts (UTC)', ...header.slice(1)] : header, rows);
  }
}

/** A series without any value: too few bars. */
function noteWarmUp({ name, bars, warmUp, columns }: IndicatorSeries): void {
  const hasValue = Object.values(columns).some((values) => values.some(Number.isFinite));
  if (hasValue || bars > warmUp) return;
  const needed = counted(warmUp + 1, 'bar');
  process.stderr.write(
    `Note: ${name} has its first value after ${needed}, and there are ${formatCount(bars)}.\n`,
  );
}

async function printTable(header: string[], rows: (string | number | null)[][]): Promise<void> {
  const { renderTable } = await import('../output/table.ts');
  const { styleFor } = await import('../output/style.ts');
  const columns = header.map((title, at) => ({
    title,
    value: (row: (string | number | null)[]) => row[at],
    ...(at > 0 && { align: 'right' as const, format: likeTheOthers(rows.map((row) => row[at])) }),
  }));
  process.stdout.write(`${renderTable(columns, rows, styleFor(process.stdout.isTTY))}\n`);
}

const mostDecimals = 4;

/** Numbers with as many decimals as the one among them that needs most, so that their points stand in a line. */
function likeTheOthers(values: readonly unknown[]): (value: number | null) => string {
  const decimals = values.reduce<number>((most, value) => {
    const text = typeof value === 'number' ? String(Number(value.toFixed(mostDecimals))) : '';
    return Math.max(most, text.split('.')[1]?.length ?? 0);
  }, 0);
  return (value) => formatDecimal(value, decimals);
}

/** All indicators, or those of a group or name. */
async function printList(name: string | undefined, output: IndicatorOptions['output']): Promise<void> {
  const { listIndicators } = await import('../../manager/indicator-list.ts');
  const listed = listIndicators(name);
  if (output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    process.stdout.write(renderJson(listed));
    return;
  }
  const { renderIndicator, renderIndicatorList } = await import('../output/indicator-list.ts');
  const { forPeople } = await import('../output/for-people.ts');
  const [only] = listed;
  const text = listed.length === 1 && only ? `${renderIndicator(only)}\n` : renderIndicatorList(listed);
  process.stdout.write(forPeople(text));
}

function collectParameter(text: string, given: Record<string, string> = {}): Record<string, string> {
  const [name, value, ...more] = text.split('=');
  if (name && value && more.length === 0) return { ...given, [name]: value };
  throw new StockulaError('USAGE', {
    expected: 'a parameter as name=value',
    got: `"${text}"`,
    remedy: 'For example: --param period=14',
  });
}

function startText(ts: number, interval: Interval, output: RowFormat): string {
  const iso = new Date(ts).toISOString();
  if (!isIntraday(interval)) return iso.slice(0, 10);
  return output === 'table' ? timeText(new Date(ts)) : iso;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
