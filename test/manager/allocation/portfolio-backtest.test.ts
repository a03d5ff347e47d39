import { afterAll, describe, expect, it } from 'vitest';
import { closeWorkers } from '../../../src/manager/workers/run-tasks.ts';
import { managerOf, questionOf, walk } from './sample-portfolio.ts';

afterAll(closeWorkers);

const dayMs = 86_400_000;
const start = Date.UTC(2020, 0, 1);

describe('a portfolio over time', () => {
  it('of equal weights that is never rebalanced and may hold fractions is the mean of returns, but for commission', async () => {
    const question = questionOf(
      { rebalance_frequency: 'never', allow_fractional_shares: true },
      { backtest: { commission: 0 } },
    );
    const tested = await managerOf().portfolioBacktest(question);
    expect(Number(tested.statistics['Return [%]'])).toBeCloseTo(tested.meanOfReturns.meanPercent, 4);
    expect(tested.meanOfReturns.finalValue).toBeCloseTo(tested.equity.at(-1) ?? 0, 1);
    expect(tested.ts[0]).toBe(start + 300 * dayMs);
    expect(tested.riskFree).toMatchObject({ symbol: '^IRX' });
    expect(tested.riskFree?.meanRatePercent).toBeCloseTo(2, 9);
    expect(JSON.parse(JSON.stringify(tested))).toEqual(tested);
  });

  it('of estimated weights begins once they can be told, and estimates them anew or once', async () => {
    const portfolio = {
      allocation_method: 'minimum_variance',
      lookback_bars: 60,
      allow_fractional_shares: true,
    };
    const anew = await managerOf().portfolioBacktest(questionOf(portfolio));
    expect(anew.ts[0]).toBe(start + 360 * dayMs);
    const [first, second] = anew.rebalances;
    expect(second?.weights).not.toEqual(first?.weights);
    const once = await managerOf().portfolioBacktest(questionOf({ ...portfolio, reestimate: false }));
    expect(once.rebalances[0]?.weights).toEqual(first?.weights);
    expect(once.rebalances.at(-1)?.weights).toEqual(first?.weights);
  });

  it('does not look ahead: later bars change nothing before them', async () => {
    const portfolio = { allocation_method: 'maximum_sharpe', lookback_bars: 60 };
    const whole = await managerOf().portfolioBacktest(questionOf(portfolio));
    const question = questionOf(portfolio);
    const to = (start + 600 * dayMs) as NonNullable<typeof question.range.to>;
    const part = await managerOf().portfolioBacktest({ ...question, range: { to } });
    expect(part.equity.length).toBeGreaterThan(200);
    expect(whole.equity.slice(0, part.equity.length)).toEqual(part.equity);
  });

  it.each([
    ['never', 1],
    ['yearly', 3],
    ['quarterly', 6],
  ] as const)('is rebalanced %s', async (rebalance_frequency, count) => {
    // 2020-10-27 to 2022-03-10
    const { rebalances } = await managerOf().portfolioBacktest(questionOf({ rebalance_frequency }));
    expect(rebalances).toHaveLength(count);
  });

  it('says that capitalisations of today look ahead', async () => {
    const ask = (allocation_method: string) =>
      managerOf().portfolioBacktest(questionOf({ allocation_method }));
    expect((await ask('market_cap')).notes.join(' ')).toContain('which nobody knew then');
    expect((await ask('equal_weight')).notes.join(' ')).not.toContain('which nobody knew then');
  });

  it('says that quantities are other parts at other prices', async () => {
    const tickers = ['AAA', 'BBB'].map((symbol) => ({ symbol, quantity: 1 }));
    const { notes } = await managerOf().portfolioBacktest(
      questionOf({ allocation_method: 'custom' }, {}, tickers),
    );
    expect(notes.join(' ')).toContain('The quantities are those that the first prices buy');
  });

  it('names all symbols that are missing, and how to fetch them', async () => {
    const tickers = ['AAA', 'MSFT', 'GOOGL'].map((symbol) => ({ symbol }));
    const asked = managerOf().portfolioBacktest(questionOf({}, {}, tickers));
    await expect(asked).rejects.toMatchObject({
      code: 'NOT_FOUND',
      parts: {
        got: 'none of MSFT, GOOGL in the database',
        remedy: expect.stringContaining('stockula etl fetch MSFT GOOGL'),
      },
    });
    await expect(managerOf().technicalAnalysis('MSFT', '1d', {}, {})).rejects.toThrow(
      'stockula etl fetch MSFT',
    );
  });

  it('sells at its stop loss, and pays commission', async () => {
    const { stops, commissions, settings } = await managerOf().portfolioBacktest(
      questionOf({ stop_loss_pct: 5 }, { backtest: { commission: 0.001 } }),
    );
    expect(stops).toBeGreaterThan(0);
    expect(commissions).toBeGreaterThan(0);
    expect(settings.stopLossPercent).toBe(5);
  });

  it('of scores begins after the test that they come from', async () => {
    const optimization = {
      train_start_date: '2020-11-01',
      train_end_date: '2021-06-30',
      test_start_date: '2021-07-01',
      test_end_date: '2021-12-31',
      max_allocation_pct: 50,
    };
    const question = questionOf(
      { allocation_method: 'backtest_optimized' },
      { backtest_optimization: optimization },
    );
    const { ts } = await managerOf().portfolioBacktest(question, { threads: 1 });
    expect(ts[0]).toBe(Date.UTC(2022, 0, 1));
  });

  it('shows the mean of single backtests beside, as the older application had it', async () => {
    const { meanOfRuns, meanOfReturns } = await managerOf().portfolioBacktest(questionOf({}), {
      singles: { returns: [10, -4, 0], from: start, to: start + dayMs, without: ['DDD'] },
    });
    expect(meanOfRuns).toEqual({
      runs: 3,
      meanPercent: 2,
      finalValue: 10_200,
      from: start,
      to: start + dayMs,
      without: ['DDD'],
    });
    expect(meanOfReturns.why).toContain('no shared cash');
    expect((await managerOf().portfolioBacktest(questionOf({}))).meanOfRuns).toBeNull();
  });

  it('says how many returns are missing', async () => {
    const question = questionOf({ allocation_method: 'risk_parity', lookback_bars: 5000 });
    await expect(managerOf().portfolioBacktest(question)).rejects.toThrow(
      '5000 returns that all instruments share',
    );
    expect(walk('DDD').ts).toHaveLength(500);
  });
});
