import type { Config } from '../../config/schema.ts';
import type { BarSeries } from '../../domain/bar.ts';
import type { TimeRange } from '../../domain/market-store.ts';
import type { SingleRuns } from '../../manager/allocation/tested-portfolio.ts';
import type { BacktestAnswer } from '../../manager/backtest/answer.ts';
import type { SearchAnswer } from '../../manager/backtest/optimise-answer.ts';
import { backtestOptions, searchOptions, trialOptions } from '../../manager/backtest/options.ts';
import { dateOption } from '../context.ts';
import { renderBacktest } from '../output/backtest.ts';
import { backtestReport } from '../output/backtest-report.ts';
import type { CsvTable, Mode, ModeAnswer } from './mode.ts';
import { searchAnswerOf } from './parameter-search.ts';
import { testedTogether } from './portfolio-backtest.ts';

/** `--mode backtest`: the configured strategies, or all of them, over the bars of each symbol. */
export const backtest: Mode = {
  title: 'Backtest',
  begin: (context) => {
    const { manager, config, interval, adjust } = context;
    const range = rangeOfBacktest(config, context.range);
    const answers = new Map<string, BacktestAnswer>();
    const search = searchOptions(config);
    const trial = trialOptions(config);
    return {
      forSymbol: async (symbol, onProgress) => {
        const options = backtestOptions(config, symbol, process.cwd());
        const bars = { ...range, adjust };
        if (search !== null) {
          return searchAnswerOf(
            await manager.searchParameters(symbol, interval, bars, {
              options,
              search,
              threads: { onProgress },
            }),
          );
        }
        const answer = await manager.backtest(symbol, interval, bars, options);
        answers.set(symbol, answer);
        const series = context.wantsReport ? (await manager.bars(symbol, interval, bars)).series : null;
        const own = answerOf(answer, series);
        if (trial === null || options.settings.holdOnly) return own;
        const threads = { onProgress };
        const question = { options, search: trial, threads };
        return withTrial(answer, own, await manager.searchParameters(symbol, interval, bars, question));
      },
      // In the order of the symbols, so that the mean does not depend on which was ready first.
      together: async (onProgress) => {
        if (search !== null) return null;
        return testedTogether({ ...context, range }, singlesOf(context.symbols, answers), onProgress);
      },
    };
  },
};

function singlesOf(
  symbols: readonly string[],
  answers: ReadonlyMap<string, BacktestAnswer>,
): SingleRuns | null {
  const made = symbols.flatMap((symbol) => answers.get(symbol) ?? []);
  if (made.length === 0) return null;
  return {
    returns: made.flatMap(({ runs }) => runs.flatMap(returnOf)),
    from: made.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: made.reduce((most, { to }) => Math.max(most, to), 0),
    without: symbols.filter((symbol) => !answers.has(symbol)),
  };
}

function returnOf({ statistics }: BacktestAnswer['runs'][number]): number[] {
  const found = statistics['Return [%]'];
  return typeof found === 'number' ? [found] : [];
}

/** `backtest.start_date` and `backtest.end_date` count where the range is that of `data`, and not from the command line. */
function rangeOfBacktest({ data, backtest: { start_date, end_date } }: Config, range: TimeRange): TimeRange {
  const from = dateOption('data.start_date', data.start_date ?? undefined, 'start');
  const to = dateOption('data.end_date', data.end_date ?? undefined, 'end');
  if (range.from !== from || range.to !== to) return range;
  return {
    from: dateOption('backtest.start_date', start_date ?? undefined, 'start') ?? from,
    to: dateOption('backtest.end_date', end_date ?? undefined, 'end') ?? to,
  };
}

function answerOf(answer: BacktestAnswer, series: BarSeries | null): ModeAnswer {
  return {
    json: answer,
    console: (style) => renderBacktest(answer, style),
    csv: [statisticsTable(answer), tradesTable(answer), equityTable(answer)],
    get html() {
      return backtestReport(answer, series);
    },
  };
}

/** A backtest with what the same parameters came to in the training and in the test dates. */
function withTrial(answer: BacktestAnswer, whole: ModeAnswer, trial: SearchAnswer): ModeAnswer {
  const tried = searchAnswerOf(trial);
  return {
    json: { ...answer, trial },
    console: (style) => whole.console(style) + tried.console(style),
    csv: [...whole.csv, ...tried.csv],
    get html() {
      return [...whole.html, ...tried.html];
    },
  };
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function statisticsTable({ symbol, interval, runs }: BacktestAnswer): CsvTable {
  return {
    name: 'backtest-statistics',
    header: ['symbol', 'interval', 'strategy', 'statistic', 'value'],
    rows: runs.flatMap(({ strategy, statistics, riskFree }) => {
      const { symbol: _, ...ratios } = riskFree ?? { symbol: null };
      const rows = [...Object.entries(statistics), ...Object.entries(ratios)];
      return rows.map(([name, value]) => [symbol, interval, strategy, name, value]);
    }),
  };
}

function tradesTable({ symbol, runs }: BacktestAnswer): CsvTable {
  const header = [
    'symbol',
    'strategy',
    'state',
    'size',
    'entry_time',
    'exit_time',
    'entry_price',
    'exit_price',
  ];
  return {
    name: 'backtest-trades',
    header: [...header, 'profit', 'return_percent', 'commission', 'stop_loss', 'take_profit', 'tag'],
    rows: runs.flatMap(({ strategy, trades, openTrades }) =>
      [...trades, ...openTrades].map((trade) => [
        symbol,
        strategy,
        trade.exitTime === null ? 'open' : 'closed',
        trade.size,
        timeOf(trade.entryTime),
        timeOf(trade.exitTime),
        trade.entryPrice,
        trade.exitPrice,
        trade.profit,
        trade.returnPercent,
        trade.commission,
        trade.stopLoss,
        trade.takeProfit,
        trade.tag,
      ]),
    ),
  };
}

function equityTable({ symbol, runs }: BacktestAnswer): CsvTable {
  return {
    name: 'backtest-equity',
    header: ['symbol', 'strategy', 'time', 'equity', 'drawdown_percent', 'buy_and_hold'],
    rows: runs.flatMap(({ strategy, equity }) =>
      (equity?.ts ?? []).map((ts, index) => [
        symbol,
        strategy,
        timeOf(ts),
        equity?.equity[index],
        equity?.drawdownPercent[index],
        equity?.buyAndHold[index],
      ]),
    ),
  };
}
