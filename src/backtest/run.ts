import type { BarSeries } from '../domain/bar.ts';
import { StockulaError } from '../domain/errors.ts';
import type { Broker } from './broker/broker.ts';
import { reportTrade } from './broker/report-trade.ts';
import { checkSettings } from './check-settings.ts';
import { completeBars } from './complete-bars.ts';
import { hold } from './hold.ts';
import type { BacktestResult } from './result.ts';
import type { BacktestSettings } from './settings.ts';
import { simulate, type Window } from './simulate.ts';
import type { Statistics } from './statistics/names.ts';
import { summarise } from './statistics/statistics.ts';
import type { StrategyDefinition } from './strategy.ts';
import { tellRun } from './tell-run.ts';
import { firstComplete } from './warm-up.ts';

type Given = readonly [
  bars: BarSeries,
  strategy: StrategyDefinition,
  params: Readonly<Record<string, number>>,
  settings: BacktestSettings,
];

/**
 * Runs a strategy over bars. Bars with a missing price are left out. Deterministic; reads nothing but its arguments.
 * @param given `params` checked and complete
 * @throws StockulaError NO_DATA where the window holds no bar; USAGE for settings and orders that make no sense
 */
export function runBacktest(...given: Given): BacktestResult {
  const { bars, window, strategy, indicators, broker, equity, open, summary, told } = played(...given);
  const { first, last } = window;
  return {
    strategy,
    params: given[2],
    statistics: summary.statistics,
    notes: [...told, ...summary.notes],
    trades: broker.closed,
    openTrades: open,
    equity: {
      ts: bars.ts.slice(first, last + 1),
      equity,
      drawdownPercent: summary.drawdown.map((part) => 0 - part * 100),
    },
    indicators: Object.fromEntries(
      Object.entries(indicators).map(([name, values]) => [name, values.slice(first, last + 1)]),
    ),
  };
}

/** The statistics of the same run, for grids: without the columns that a result copies. @throws as `runBacktest` */
export function backtestStatistics(...given: Given): Statistics {
  return played(...given).summary.statistics;
}

function played(...[given, strategy, params, settings]: Given) {
  checkSettings(settings);
  const { bars, dropped } = completeBars(given);
  const window = windowOf(bars, settings);
  const chosen = settings.holdOnly ? hold : strategy;
  const prepared = chosen.prepare(bars, params);
  const { indicators } = prepared;
  const warmUp = firstComplete(indicators);
  const { first, last } = window;
  let start = last + 1;
  if (warmUp !== null) start = settings.holdOnly ? first : warmUp + 1;
  const { broker, equity, ruinedAt } = simulate(bars, prepared, settings, window, start);
  const open = openTrades(broker, bars);
  const holdFrom = settings.holdOnly ? first : Math.min(last, Math.max(first, warmUp ?? 0));
  const { cash } = settings;
  const summary = summarise({ bars, window, holdFrom, cash, equity, closed: broker.closed, open });
  const told = tellRun({ dropped, isTraded: start <= last, isRuined: ruinedAt !== null }, broker, settings);
  return { bars, window, strategy: chosen.name, indicators, broker, equity, open, summary, told };
}

function windowOf({ ts, symbol }: BarSeries, { from, to }: BacktestSettings): Window {
  let first = 0;
  let last = ts.length - 1;
  if (from !== undefined) while (first < ts.length && (ts[first] ?? 0) < from) first++;
  if (to !== undefined) while (last >= 0 && (ts[last] ?? 0) > to) last--;
  if (first <= last) return { first, last };
  throw new StockulaError('NO_DATA', {
    expected: `bars of ${symbol} to trade in the window`,
    got: ts.length === 0 ? 'none' : 'only bars before and after it',
    remedy: 'Choose another range.',
  });
}

function openTrades(broker: Broker, bars: BarSeries) {
  return broker.trades.map((trade) =>
    reportTrade(trade, bars, {
      size: trade.size,
      commission: trade.entryFee,
      exitBar: null,
      price: broker.lastPrice,
    }),
  );
}
