import { type Command, Option } from 'commander';
import type { Market } from '../../app/market-service.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import { isTickerSymbol } from '../../domain/nominal.ts';
import { adjustOption } from '../adjust-option.ts';
import { rangeOf, symbolOption, withMarket } from '../context.ts';
import { intervalOption } from '../interval-option.ts';
import { asTyped } from '../invocation.ts';
import { type AnswerFormat, answerFormatOption } from '../output-option.ts';

interface AnalyseOptions {
  readonly ticker?: string;
  readonly mode: string;
  readonly output: AnswerFormat;
  readonly interval?: Interval;
  readonly from?: string;
  readonly to?: string;
  readonly adjust: AdjustmentBasis;
}

const modes = ['all', 'ta', 'backtest', 'forecast', 'optimize-allocation'];
const ready = new Set(['all', 'ta']);

/** A hundred years of days. Beyond that no indicator but a running total such as OBV remembers where it began. */
const barsForAnalysis = 25_000;

/** The bare command: `stockula --ticker AAPL --mode ta`. */
export function addAnalyse(program: Command): void {
  program
    .option('-t, --ticker <symbol>', 'symbol to analyse')
    .addOption(
      new Option('-m, --mode <mode>', 'what to do; for now technical analysis (ta, which all means too)')
        .choices(modes)
        .default('all'),
    )
    .addOption(answerFormatOption())
    .addOption(intervalOption('length of a bar (default: 1d, or data.interval of the configuration)'))
    .option(
      '--from <date>',
      'first day to look at, YYYY-MM-DD; earlier bars do not count (default: all, at most the last 25,000 bars)',
    )
    .option('--to <date>', 'last day to look at, YYYY-MM-DD')
    .addOption(adjustOption())
    .addHelpText(
      'after',
      '\nExamples:\n  stockula --ticker AAPL --mode ta\n  stockula -t AAPL -m ta -o json\n  stockula migrate run --from stockula.db',
    )
    .action(async (options: AnalyseOptions, command: Command) => {
      if (options.ticker === undefined) return command.help();
      refuseUnready(options.mode);
      await analyse(options.ticker, options, command);
    });
}

async function analyse(ticker: string, options: AnalyseOptions, command: Command): Promise<void> {
  const symbol = symbolOption(ticker);
  const asked = rangeOf(options);
  await withMarket(command, async (market) => {
    const { config, manager } = market;
    const { analysisOptions } = await import('../../manager/analysis-options.ts');
    const { renderAnalysis } = await import('../output/analysis.ts');
    const { forPeople } = await import('../output/for-people.ts');
    const { renderJson } = await import('../output/json.ts');
    const { data } = config;
    const whole = asked.from === undefined && asked.to === undefined;
    const range = whole
      ? rangeOf({
          ...(data.start_date && { from: data.start_date }),
          ...(data.end_date && { to: data.end_date }),
        })
      : asked;
    const analysed = await manager.technicalAnalysis(
      symbol,
      options.interval ?? data.interval,
      { ...range, adjust: options.adjust, ...(range.from === undefined && { latest: barsForAnalysis }) },
      analysisOptions(config),
    );
    process.stdout.write(
      options.output === 'json'
        ? renderJson(analysed)
        : forPeople(renderAnalysis(analysed, process.stdout.isTTY)),
    );
    if (whole) await noteMissing(market, symbol, options.interval ?? data.interval);
  });
}

/** The answer is out by now; what it lacks is fetched behind it. */
async function noteMissing(market: Market, symbol: string, interval: Interval): Promise<void> {
  const { fetchBehind } = await import('../../app/fetch-behind.ts');
  const behind = isTickerSymbol(symbol) ? await fetchBehind(market, symbol, interval) : null;
  if (behind === null) return;
  const { missing, queued } = behind;
  const what = `${counted(missing, 'session')} of ${symbol} (${interval}) not stored or not final yet`;
  const next = queued
    ? 'They wait for a worker; where none runs, "stockula etl worker" starts one.'
    : `Run "stockula etl fetch ${symbol} --interval ${interval}".`;
  process.stderr.write(asTyped(`Note: ${what}. ${next}\n`));
}

function refuseUnready(mode: string): void {
  if (ready.has(mode)) return;
  throw new StockulaError('USAGE', {
    expected: 'a mode that this version has: ta (or all)',
    got: `--mode ${mode}, which has not been brought over from the older application yet`,
    remedy: 'Use --mode ta, and the older application for the rest until then.',
  });
}
