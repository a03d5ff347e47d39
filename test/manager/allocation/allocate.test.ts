import { afterAll, describe, expect, it } from 'vitest';
import { minimumVariance } from '../../../src/allocation/mean-variance.ts';
import { estimate } from '../../../src/manager/allocation/estimate.ts';
import { closeWorkers } from '../../../src/manager/workers/run-tasks.ts';
import { managerOf, questionOf, walk } from './sample-portfolio.ts';

const methods = ['minimum_variance', 'maximum_sharpe', 'risk_parity', 'hierarchical_risk_parity'] as const;
const split = {
  train_start_date: '2020-11-01',
  train_end_date: '2021-06-30',
  test_start_date: '2021-07-01',
  test_end_date: '2022-01-31',
};

afterAll(closeWorkers);

describe('a portfolio', () => {
  it.each(methods)('is weighed by %s within its bounds, and explained', async (allocation_method) => {
    const question = questionOf({
      allocation_method,
      max_position_size: 40,
      min_position_size: 5,
      allow_fractional_shares: true,
    });
    const answer = await managerOf().allocate(question);
    expect(answer.positions.reduce((sum, each) => sum + each.weightPercent, 0)).toBeCloseTo(100, 8);
    for (const { weightPercent } of answer.positions) {
      expect(weightPercent).toBeGreaterThan(5 - 1e-9);
      expect(weightPercent).toBeLessThan(40 + 1e-9);
    }
    expect(answer.positions.reduce((sum, each) => sum + (each.riskPercent ?? 0), 0)).toBeCloseTo(100, 8);
    expect(answer.estimate).toMatchObject({ returns: 252, riskFreeSource: '^IRX' });
    expect(answer.estimate?.riskFreePercent).toBeCloseTo(2, 9);
    expect(answer.frontier.length).toBeGreaterThan(10);
    expect(answer.figures?.volatility).toBeGreaterThan(
      0.999999 * (answer.frontier[0]?.volatility ?? Number.NaN),
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  it('has the weights of the pure calculation over the latest common returns', async () => {
    const { positions } = await managerOf().allocate(
      questionOf({
        allocation_method: 'minimum_variance',
        lookback_bars: 100,
        allow_fractional_shares: true,
      }),
    );
    const terms = { target: 'constant_correlation', lookback: 100, interval: '1d' } as const;
    const found = estimate(['AAA', 'BBB', 'CCC', 'DDD'].map(walk), terms, null);
    const weights = found ? minimumVariance(found.model.covariance, { min: 0, max: 1 }) : [];
    positions.forEach((each, index) => {
      expect(each.weightPercent / 100).toBeCloseTo(weights[index] ?? Number.NaN, 10);
    });
  });

  it('takes market capitalisations from the configuration, else from company data', async () => {
    const tickers = [{ symbol: 'AAA' }, { symbol: 'BBB', market_cap: 5 }];
    const { positions } = await managerOf().allocate(
      questionOf({ allocation_method: 'market_cap' }, {}, tickers),
    );
    expect(positions.map(({ targetPercent }) => targetPercent)).toEqual([37.5, 62.5]);
  });

  it('shows what is held now, at the last price', async () => {
    const tickers = [{ symbol: 'AAA', quantity: 3 }, { symbol: 'BBB' }];
    const { positions, currentValue } = await managerOf({ withBill: false }).allocate(
      questionOf({}, {}, tickers),
    );
    const price = walk('AAA').close.at(-1) ?? Number.NaN;
    expect(positions[0]?.current).toEqual({ quantity: 3, value: 3 * price });
    expect(positions[1]?.current).toBeNull();
    expect(currentValue).toBe(3 * price);
  });

  it('is not made of prices from before the range', async () => {
    const question = questionOf({});
    const last = walk('AAA').ts.at(-1) ?? 0;
    const from = (at: number) => ({
      ...question,
      range: { from: at as NonNullable<typeof question.range.from> },
    });
    expect((await managerOf().allocate(from(last))).positions).toHaveLength(4);
    await expect(managerOf().allocate(from(last + 1))).rejects.toMatchObject({
      code: 'NO_DATA',
      message: expect.stringContaining('none for AAA, BBB, CCC, DDD'),
    });
  });

  it('says that ratios are above 0 % without a Treasury series', async () => {
    const { notes, estimate: report } = await managerOf({ withBill: false }).allocate(questionOf({}));
    expect(report?.riskFreeSource).toBeNull();
    expect(notes.join()).toContain('no Treasury series');
  });
});

describe('backtest_optimized', () => {
  const portfolio = { allocation_method: 'backtest_optimized', allow_fractional_shares: true };

  it('keeps its bounds, is bought at the end of the test, and says which strategy was best', async () => {
    const question = questionOf(portfolio, {
      backtest_optimization: { ...split, min_allocation_pct: 10, max_allocation_pct: 40 },
    });
    const { positions, scores } = await managerOf().allocate(question, { threads: 1 });
    expect(scores).toHaveLength(4);
    for (const { weightPercent, priceAt } of positions) {
      expect(weightPercent).toBeGreaterThan(10 - 1e-9);
      expect(weightPercent).toBeLessThan(40 + 1e-9);
      expect(priceAt).toBe(Date.UTC(2022, 0, 31));
    }
    const byScore = scores.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0)).map(({ symbol }) => symbol);
    const weightOf = (symbol: string | undefined) =>
      positions.find((each) => each.symbol === symbol)?.weightPercent ?? 0;
    expect(weightOf(byScore[0])).toBeGreaterThanOrEqual(weightOf(byScore[3]));
  });

  it('adds a forecast that sees no bar after the test to the scores', async () => {
    const section = {
      ...split,
      max_allocation_pct: 60,
      use_forecast: true,
      forecast_weight: 0.5,
      forecast_length: 5,
    };
    const { scores } = await managerOf().allocate(
      questionOf(portfolio, { backtest_optimization: section }, [{ symbol: 'AAA' }, { symbol: 'BBB' }]),
      { threads: 1 },
    );
    for (const { forecast, score, test } of scores) {
      expect(Math.abs(forecast ?? Number.NaN)).toBeLessThan(20);
      expect(score).toBeCloseTo((test ?? Number.NaN) + 0.5 * (forecast ?? Number.NaN), 10);
    }
  });

  it.each([
    ['no section', null, 'no section backtest_optimization'],
    ['a missing date', { ...split, test_end_date: null }, 'lacks some'],
    ['bounds that cannot be kept', { ...split, max_allocation_pct: 20 }, 'reach 80 %'],
    [
      'an unknown statistic',
      { ...split, max_allocation_pct: 50, ranking_metric: 'Sharp Ratio' },
      'Did you mean "Sharpe Ratio"',
    ],
    [
      'one of which less is better',
      { ...split, max_allocation_pct: 50, ranking_metric: 'Volatility (Ann.) [%]' },
      'more is better',
    ],
  ])('refuses %s', async (_, section, message) => {
    const question = questionOf(portfolio, { backtest_optimization: section });
    await expect(managerOf().allocate(question, { threads: 1 })).rejects.toThrow(message);
  });
});

describe('what cannot be answered', () => {
  it.each([
    ['an unknown symbol', {}, [{ symbol: 'ZZZ' }], 'ZZZ'],
    [
      'a symbol twice by risk',
      { allocation_method: 'risk_parity' },
      [{ symbol: 'AAA' }, { symbol: 'AAA' }],
      'duplicate AAA',
    ],
    ['a symbol twice', {}, [{ symbol: 'AAA' }, { symbol: 'AAA' }], 'duplicate AAA'],
    ['bounds', { allocation_method: 'risk_parity', max_position_size: 20 }, undefined, 'reach 80 %'],
    [
      'quantities',
      { allocation_method: 'custom' },
      [{ symbol: 'AAA', quantity: 9999 }],
      'Initial capital ($10,000.00) is insufficient',
    ],
    ['no symbol', {}, [], 'at least one symbol'],
  ])('%s', async (_, portfolio, tickers, message) => {
    await expect(managerOf().allocate(questionOf(portfolio, {}, tickers))).rejects.toThrow(message);
  });

  it('refuses minutes, as their returns have no year', async () => {
    const question = { ...questionOf({ allocation_method: 'risk_parity' }), interval: '1h' as const };
    await expect(managerOf().allocate(question)).rejects.toThrow('bars of a day or longer');
  });
});
