import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AllocationAnswer, PortfolioBacktestAnswer } from '../../src/contract/allocations.ts';
import type { ForecastAnswer } from '../../src/contract/forecasts.ts';
import { asker } from '../support/analyses.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

const symbols = ['AAPL', 'SPY', 'IBM', 'BAC'] as const;
const tickers = symbols.map((symbol) => ({ symbol, quantity: 1 }));
const config = [
  'data: {start_date: 2010-01-01, end_date: 2015-12-31}',
  'portfolio:',
  '  name: Four',
  '  initial_capital: 50000',
  '  allocation_method: minimum_variance',
  '  max_position_size: 60',
  '  tickers:',
  ...symbols.map((symbol) => `    - {symbol: ${symbol}, quantity: 1}`),
].join('\n');

describe.skipIf(!hasRealData)('forecasts and allocations over HTTP', () => {
  let server: TestServer;
  let ask: ReturnType<typeof asker>;
  beforeAll(async () => {
    server = await serveRealData({ config });
    ask = asker(server);
  });
  afterAll(() => server?.close());

  /** What the command line answers from the same data directory and configuration. */
  const commandLine = async (...words: string[]): Promise<unknown> => {
    const said = await runStockula([
      '--config',
      join(server.dataDirectory, '..', '.stockula.yaml'),
      ...words,
      '-o',
      'json',
    ]);
    expect(said.status, said.stderr).toBe(0);
    return JSON.parse(said.stdout);
  };
  const done = async <Result>(path: string, question: object): Promise<Result> => {
    const answered = await ask.answered<Result>(path, question);
    expect(answered.problem).toBeNull();
    expect(answered.state).toBe('done');
    return answered.result as Result;
  };

  test('a forecast is what the command line forecasts, and is kept', async () => {
    const range = ['--from', '2010-01-01', '--to', '2015-12-31'];
    const told = (await commandLine('-t', 'IBM', '-m', 'forecast', ...range)) as ForecastAnswer;
    const answer = await done<ForecastAnswer>('/forecasts', { symbol: 'ibm' });
    // The second is the same forecast, which is kept once, and by now has been scored.
    expect({ ...answer, trackRecord: null }).toEqual({ ...told, trackRecord: null });
    expect(answer.points).toHaveLength(7);
    const history = await server.json<{ forecasts: { id: string; horizon: number; symbol: string }[] }>(
      '/api/v1/forecasts/history?symbol=IBM',
    );
    expect(history.forecasts).toEqual([
      expect.objectContaining({
        id: answer.id,
        horizon: 7,
        symbol: 'IBM',
        origin: '2015-12-31T00:00:00.000Z',
      }),
    ]);
    const kept = await server.json<{
      points: { actual: number; naive: number }[];
      score: { values: number; models: Record<string, { mae: number }> };
      last: number;
    }>(`/api/v1/forecasts/history/${answer.id}`);
    expect(kept.score.values).toBe(7);
    // What happened, as the bars have it, makes the error that the score states.
    const bars = await server.json<{ columns: { close: number[] } }>(
      '/api/v1/bars/IBM?adjust=total&from=2015-12-31&limit=8',
    );
    const [origin = 0, ...after] = bars.columns.close;
    const happened = after.map((close) => (kept.last * close) / origin);
    for (const [at, { actual }] of kept.points.entries()) expect(actual).toBeCloseTo(happened[at] ?? 0, 8);
    const naiveError = kept.points.reduce((sum, { naive, actual }) => sum + Math.abs(naive - actual), 0) / 7;
    expect(kept.score.models['naive']?.mae).toBeCloseTo(naiveError, 8);
    const scores = await server.json<{
      trackRecord: { forecasts: number };
      byHorizon: { horizon: string; trackRecord: { forecasts: number } }[];
    }>('/api/v1/forecasts/scores?symbol=IBM');
    expect(scores.trackRecord.forecasts).toBe(1);
    expect(scores.byHorizon).toMatchObject([{ horizon: '6–21', trackRecord: { forecasts: 1 } }]);
    expect((await server.ask('/api/v1/forecasts/history/999999')).status).toBe(404);
  });

  test('forecasts are paged, the newest first', async () => {
    for (const horizon of [3, 4])
      await done<ForecastAnswer>('/forecasts', { symbol: 'SPY', horizon, preset: 'fast_training' });
    interface Page {
      forecasts: { id: string; horizon: number }[];
      next: string | null;
    }
    const path = '/api/v1/forecasts/history?symbol=SPY&limit=1';
    const first = await server.json<Page>(path);
    expect(first.forecasts).toMatchObject([{ horizon: 4 }]);
    const second = await server.json<Page>(`${path}&cursor=${first.next}`);
    expect(second).toMatchObject({ forecasts: [{ horizon: 3 }], next: null });
  });

  test('a test period is evaluated as on the command line', async () => {
    const [train, trial] = [
      { from: '2012-01-01', to: '2014-12-31' },
      { from: '2015-01-01', to: '2015-01-31' },
    ];
    const told = await commandLine(
      ...['-t', 'BAC', '-m', 'forecast', '--train-start', train.from, '--train-end', train.to],
      ...['--test-start', trial.from, '--test-end', trial.to],
    );
    const answer = await done<ForecastAnswer>('/forecasts', { symbol: 'BAC', train, test: trial });
    expect(answer).toEqual(told);
    expect(answer.test?.values).toBeGreaterThan(15);
  });

  test('an allocation is what the command line allocates, with its defaults and with its own', async () => {
    expect(await done('/allocations', {})).toEqual(await commandLine('-m', 'optimize-allocation'));
    const answer = await done<AllocationAnswer>('/allocations', {
      tickers,
      method: 'equal_weight',
      capital: 20_000,
      fractional: true,
    });
    expect(answer.positions.map(({ value }) => Math.round(value))).toEqual([5000, 5000, 5000, 5000]);
    expect(answer.positions[0]?.current?.quantity).toBe(1);
    expect(answer.frontier.length).toBeGreaterThan(10);
  });

  test('a portfolio backtest is what the command line tests', async () => {
    const told = (await commandLine('-m', 'backtest')) as {
      portfolio: { backtest: PortfolioBacktestAnswer };
    };
    const answer = await done<PortfolioBacktestAnswer>('/portfolio-backtests', {});
    // The command line has backtests of single instruments to compare with.
    expect(answer).toEqual({ ...told.portfolio.backtest, meanOfRuns: null });
    const never = await done<PortfolioBacktestAnswer>('/portfolio-backtests', {
      method: 'equal_weight',
      rebalance: 'never',
      commission: 0,
    });
    expect(never.rebalances).toHaveLength(1);
    expect(never.commissions).toBe(0);
  });

  test('what makes no sense is refused before it is queued', async () => {
    const wrong: [string, object, string][] = [
      ['/forecasts', { symbol: 'IBM', horizon: 0 }, 'horizon'],
      ['/forecasts', { symbol: 'IBM', models: ['prophet'] }, 'models'],
      ['/forecasts', { symbol: 'IBM', test: { from: '2015-01-01', to: '2015-02-01' } }, 'train.from'],
      ['/forecasts', { symbol: 'IBM', from: '2015-01-01', to: '2014-01-01' }, '2014-01-01'],
      ['/allocations', { tickers: [] }, 'instruments'],
      ['/allocations', { method: 'auto' }, 'categoryRatios'],
      ['/allocations', { interval: '1h' }, '1h'],
      ['/allocations', { tickers: [{ symbol: 'IBM', percent: 60, amount: 3 }] }, 'quantity'],
      ['/portfolio-backtests', { rebalance: 'sometimes' }, 'rebalance'],
      ['/portfolio-backtests', { budget: 3 }, 'budget'],
    ];
    for (const [path, question, said] of wrong) {
      const response = await ask.post(path, question);
      expect(response.status, said).toBe(400);
      expect(((await response.json()) as { detail: string }).detail).toContain(said);
    }
  });

  test('what cannot be answered says why', async () => {
    const unknown = await ask.answered('/forecasts', { symbol: 'NOBODY' });
    expect(unknown).toMatchObject({ state: 'failed', problem: { code: 'NOT_FOUND' } });
  });

  test('a forecast can be taken back while it runs', async () => {
    const { id } = await ask.accepted('/forecasts', { symbol: 'QQQ', preset: 'best_quality', horizon: 250 });
    await ask.until(id, 'running', 'done');
    await ask.cancel(id);
    expect((await ask.until(id, 'cancelled', 'done')).state).toBe('cancelled');
  });
});
