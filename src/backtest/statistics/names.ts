/** The statistics of a run in the order they are shown: those of backtesting.py by its names, then our own. */
export const statisticNames = [
  'Start',
  'End',
  'Duration',
  'Exposure Time [%]',
  'Equity Final [$]',
  'Equity Peak [$]',
  'Commissions [$]',
  'Return [%]',
  'Buy & Hold Return [%]',
  'Return (Ann.) [%]',
  'Volatility (Ann.) [%]',
  'CAGR [%]',
  'Sharpe Ratio',
  'Sortino Ratio',
  'Calmar Ratio',
  'Alpha [%]',
  'Beta',
  'Max. Drawdown [%]',
  'Avg. Drawdown [%]',
  'Max. Drawdown Duration',
  'Avg. Drawdown Duration',
  '# Trades',
  'Win Rate [%]',
  'Best Trade [%]',
  'Worst Trade [%]',
  'Avg. Trade [%]',
  'Max. Trade Duration',
  'Avg. Trade Duration',
  'Profit Factor',
  'Expectancy [%]',
  'SQN',
  'Kelly Criterion',
  'Initial Cash',
  'Trading Days',
  'Calendar Days',
  '# Open Trades',
  'Exposure Time incl. Open [%]',
] as const;

export type StatisticName = (typeof statisticNames)[number];

/**
 * Numbers, or null with a reason in the notes of the run. `Start` and `End` are ISO dates (with the time for intraday
 * bars), durations are days.
 */
export type Statistics = Readonly<Record<StatisticName, number | string | null>>;
