import { describe, expect, test } from 'vitest';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { runBacktest } from '../../src/backtest/run.ts';
import type { BacktestSettings } from '../../src/backtest/settings.ts';
import { seriesOf } from '../indicators/sample-series.ts';
import { type Action, scripted } from './scripted.ts';
import { plainSettings } from './sma-cross.ts';

type Bar = readonly [open: number, high: number, low: number, close: number];

/** Three still bars at 100 before those given: the first decision is made at bar 1. */
function run(given: readonly Bar[], actions: readonly Action[], settings: Partial<BacktestSettings> = {}) {
  const still: Bar = [100, 100, 100, 100];
  const bars = [still, still, still, ...given];
  const column = (at: 0 | 1 | 2 | 3) => bars.map((bar) => bar[at]);
  const series = seriesOf(column(3), { open: column(0), high: column(1), low: column(2) });
  return runBacktest(
    series,
    scripted(actions),
    {},
    { ...plainSettings, exclusiveOrders: false, ...settings },
  );
}

const first = (result: ReturnType<typeof run>) => result.trades[0] ?? result.openTrades[0];
const atClose = { fill: 'close' } as const;

describe('where orders are filled', () => {
  test('a stop that was jumped over is filled at the open, also where market orders take the close', () => {
    const bars: Bar[] = [[110, 112, 108, 111]];
    const actions: Action[] = [{ bar: 2, do: 'buy', size: 1, stop: 105 }];
    expect(first(run(bars, actions))?.entryPrice).toBe(110);
    expect(first(run(bars, actions, atClose))).toMatchObject({ entryPrice: 110, entryBar: 3 });
  });

  test('a stop with a limit is filled at the open that jumped over it, not at the stop', () => {
    const order: Action = { bar: 2, do: 'buy', size: 1, stop: 105, limit: 115 };
    expect(first(run([[110, 112, 108, 111]], [order]))?.entryPrice).toBe(110);
    expect(first(run([[100, 112, 99, 111]], [order]))?.entryPrice).toBe(105);
  });

  test('a limit below its stop waits for the bar after the stop was reached', () => {
    const order: Action = { bar: 2, do: 'buy', size: 1, stop: 105, limit: 104 };
    const result = run(
      [
        [100, 106, 100, 106],
        [106, 107, 103, 106],
      ],
      [order],
    );
    expect(first(result)).toMatchObject({ entryPrice: 104, entryBar: 4 });
  });

  test('a limit is filled at the open where that is better', () => {
    expect(first(run([[95, 97, 94, 96]], [{ bar: 2, do: 'buy', size: 1, limit: 98 }]))?.entryPrice).toBe(95);
    expect(
      first(run([[105, 106, 104, 105]], [{ bar: 2, do: 'sell', size: 1, limit: 102 }]))?.entryPrice,
    ).toBe(105);
  });

  test('slippage goes against market and stop orders both ways, and leaves limits alone', () => {
    const slippage = 0.01;
    const bars: Bar[] = [
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [100, 100, 100, 100],
    ];
    const turn: Action[] = [
      { bar: 2, do: 'buy', size: 1 },
      { bar: 4, do: 'close' },
    ];
    expect(first(run(bars, turn, { slippage }))).toMatchObject({ entryPrice: 101, exitPrice: 99 });
    const short: Action[] = [
      { ...turn[0], bar: 2, do: 'sell', size: 1 },
      { bar: 4, do: 'close' },
    ];
    expect(first(run(bars, short, { slippage }))).toMatchObject({ entryPrice: 99, exitPrice: 101 });
    const limited = run(bars, [{ bar: 2, do: 'buy', size: 1, limit: 100 }], { slippage });
    expect(first(limited)?.entryPrice).toBe(100);
  });
});

describe('stop loss and take profit', () => {
  test('both within the bar of entry: the stop loss counts', () => {
    const result = run(
      [[100, 110, 90, 100]],
      [{ bar: 2, do: 'buy', size: 1, stopLoss: 95, takeProfit: 105 }],
    );
    expect(first(result)).toMatchObject({ exitPrice: 95, exitBar: 3 });
  });

  test('jumped over: filled at the open', () => {
    const order: Action = { bar: 2, do: 'buy', size: 1, stopLoss: 95 };
    const result = run(
      [
        [100, 101, 99, 100],
        [90, 92, 88, 91],
      ],
      [order],
    );
    expect(first(result)).toMatchObject({ exitPrice: 90, exitBar: 4, stopLoss: 95 });
  });

  test('a price that falls through a limit may reach the stop loss on the same bar', () => {
    const order: Action = { bar: 2, do: 'buy', size: 1, limit: 97, stopLoss: 92, takeProfit: 99 };
    const result = run([[100, 101, 90, 95]], [order]);
    expect(first(result)).toMatchObject({ entryPrice: 97, exitPrice: 92, exitBar: 3 });
  });

  test('a high before the limit was reached is no take profit', () => {
    const order: Action = { bar: 2, do: 'buy', size: 1, limit: 97, takeProfit: 99 };
    expect(run([[100, 101, 96, 97]], [order]).openTrades).toHaveLength(1);
  });

  test('the general stop loss holds for each trade, and the nearer one counts', () => {
    const bars: Bar[] = [[100, 101, 80, 90]];
    const general = { stopLossPercent: 10 };
    expect(first(run(bars, [{ bar: 2, do: 'buy', size: 1 }], general))?.exitPrice).toBe(90);
    expect(first(run(bars, [{ bar: 2, do: 'buy', size: 1, stopLoss: 95 }], general))?.exitPrice).toBe(95);
    const up: Bar[] = [[100, 120, 99, 110]];
    expect(first(run(up, [{ bar: 2, do: 'sell', size: 1 }], general))?.exitPrice).toBeCloseTo(110, 10);
  });
});

describe('cash and size', () => {
  test('a fixed fee is paid once an order, and shared by the parts of a trade', () => {
    const commission = { ...noCommission, fixed: 10 };
    const bars: Bar[] = Array.from({ length: 6 }, () => [100, 100, 100, 100]);
    const actions: Action[] = [
      { bar: 2, do: 'buy' },
      { bar: 4, do: 'close', portion: 0.5 },
      { bar: 6, do: 'close' },
    ];
    const result = run(bars, actions, { commission });
    expect(result.trades.map(({ size }) => size)).toEqual([50, 49]);
    expect(result.statistics['Commissions [$]']).toBeCloseTo(30, 10);
    expect(result.statistics['Equity Final [$]']).toBeCloseTo(9970, 10);
  });

  test('an order that cannot be paid for is dropped and told', () => {
    const result = run([[100, 100, 100, 100]], [{ bar: 2, do: 'buy', size: 200 }]);
    expect(result.openTrades).toEqual([]);
    expect(result.notes.join()).toContain('1 order was dropped for want of cash');
    const poor = run([[100, 100, 100, 100]], [{ bar: 2, do: 'buy' }], { cash: 50 });
    expect(poor.notes.join()).toContain('want of cash: 50 at the start, in units of 1');
  });

  test('the close of a bar is not known to an order that is filled at its open', () => {
    // Short 10 at 100; then half of what can be spent at the open of 100, whatever the close.
    const actions: Action[] = [
      { bar: 1, do: 'sell', size: 10 },
      { bar: 2, do: 'sell', size: 0.5 },
    ];
    const size = (close: number) => run([[100, 150, 50, close]], actions).openTrades[1]?.size;
    expect(size(60)).toBe(size(140));
  });

  test('exclusive orders leave one order and one trade', () => {
    const bars: Bar[] = Array.from({ length: 4 }, () => [100, 105, 95, 100]);
    const actions: Action[] = [
      { bar: 1, do: 'buy', size: 1 },
      { bar: 3, do: 'buy', size: 2, limit: 96 },
      { bar: 3, do: 'buy', size: 3, limit: 97 },
    ];
    const result = run(bars, actions, { exclusiveOrders: true });
    expect(result.trades.map(({ size }) => size)).toEqual([1]);
    expect(result.openTrades.map(({ size }) => size)).toEqual([3]);
  });

  test('all trades are closed when everything is lost', () => {
    const actions: Action[] = [
      { bar: 1, do: 'sell', size: 30 },
      { bar: 1, do: 'sell', size: 10 },
    ];
    const result = run([[100, 1000, 100, 1000]], actions);
    expect(result.trades).toHaveLength(2);
    expect(result.openTrades).toHaveLength(0);
    expect(result.statistics).toMatchObject({ 'Equity Final [$]': 0, 'Return [%]': -100, 'CAGR [%]': -100 });
    expect(result.statistics['Return (Ann.) [%]']).toBe(-100);
    expect(result.statistics['Sharpe Ratio']).toBeNull();
    expect(result.notes.join(' ')).toContain('Everything was lost');
  });
});

describe('the end', () => {
  const bars: Bar[] = [
    [100, 110, 100, 110],
    [115, 120, 115, 120],
  ];
  const buy: Action[] = [{ bar: 2, do: 'buy', size: 10 }];

  test('an open trade is in equity and shown, and is no trade', () => {
    const result = run(bars, buy, atClose);
    expect(result.statistics).toMatchObject({
      '# Trades': 0,
      '# Open Trades': 1,
      'Equity Final [$]': 10_200,
    });
    expect(result.openTrades[0]).toMatchObject({ exitTime: null, exitPrice: null, profit: 200, size: 10 });
    expect(result.notes[0]).toBe(
      '1 trade is open at the end: in equity with the last close, not in # Trades.',
    );
  });

  test('the fee of an open trade is told, since no statistic has it', () => {
    const result = run(bars, buy, { ...atClose, commission: { ...noCommission, relative: 0.01 } });
    expect(result.statistics).toMatchObject({ 'Commissions [$]': 0, 'Equity Final [$]': 10_190 });
    expect(result.openTrades[0]).toMatchObject({ commission: 10 });
    expect(result.notes[0]).toContain('and 10.00 paid at entry is in equity but not in Commissions [$].');
  });

  test('is closed at the last close where that is asked for', () => {
    const commission = { ...noCommission, relative: 0.01 };
    const result = run(bars, buy, { finalizeTrades: true, commission });
    expect(result.trades[0]).toMatchObject({ exitPrice: 120, exitBar: 4, commission: 22 });
    expect(result.statistics).toMatchObject({
      '# Trades': 1,
      '# Open Trades': 0,
      'Equity Final [$]': 10_178,
    });
  });
});
