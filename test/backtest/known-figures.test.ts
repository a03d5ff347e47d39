import { describe, expect, test } from 'vitest';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { runBacktest } from '../../src/backtest/run.ts';
import { type StatisticName, statisticNames } from '../../src/backtest/statistics/names.ts';
import { googDaily, hasGoog } from './sample-bars.ts';
import { plainSettings, smaCross } from './sma-cross.ts';

describe.skipIf(!hasGoog)('SMA 10/20 crossing on GOOG, long and short', () => {
  test('has the published figures', () => {
    const { statistics } = runBacktest(googDaily(), smaCross(10, 20), {}, plainSettings);
    const published: Partial<Record<StatisticName, number>> = {
      'Equity Final [$]': 81_812.37,
      'Return [%]': 718.1237,
      'Return (Ann.) [%]': 27.979489,
      'Volatility (Ann.) [%]': 39.093721,
      'CAGR [%]': 27.93767,
      'Calmar Ratio': 0.853198,
      'Sharpe Ratio': 0.715703,
      'Sortino Ratio': 1.435786,
      'Max. Drawdown [%]': -32.793662,
      '# Trades': 93,
      'Win Rate [%]': 54.83871,
      'Profit Factor': 2.271185,
      SQN: 1.945456,
    };
    expect(Object.keys(statistics)).toEqual(statisticNames);
    for (const [name, value] of Object.entries(published)) {
      expect(Number(statistics[name as StatisticName]), name).toBeCloseTo(value, 6);
    }
  });

  test('has them at 0.2 % commission', () => {
    const settings = { ...plainSettings, commission: { ...noCommission, relative: 0.002 } };
    const { statistics } = runBacktest(googDaily(), smaCross(10, 20), {}, settings);
    expect(statistics['Equity Final [$]']).toBeCloseTo(56_263.51934, 5);
    expect(statistics['Commissions [$]']).toBeCloseTo(10_563.95154, 5);
    expect(statistics['Return [%]']).toBeCloseTo(462.635193, 6);
  });

  test('differ from the older ones as docs/differences.md tells', () => {
    const fee = { ...plainSettings, commission: { ...noCommission, fixed: 10 } };
    const equity = runBacktest(googDaily(), smaCross(10, 20), {}, fee).statistics['Equity Final [$]'];
    expect(equity).toBeCloseTo(75_921.85, 6);
    for (const fill of ['close', 'next-open'] as const) {
      const settings = { ...plainSettings, fill, finalizeTrades: true };
      const { trades } = runBacktest(googDaily(), smaCross(10, 20), {}, settings);
      expect(trades.at(-1)).toMatchObject({ exitPrice: 806.19, exitBar: 2147 });
    }
  });
});
