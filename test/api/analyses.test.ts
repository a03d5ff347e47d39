import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answeredAnalysis } from '../../src/contract/analyses.ts';
import type { BacktestAnswer, SearchAnswer } from '../../src/contract/backtests.ts';
import { type Answered, asker, eventsOf } from '../support/analyses.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasRealData)('analyses', () => {
  let server: TestServer;
  let ask: ReturnType<typeof asker>;
  beforeAll(async () => {
    server = await serveRealData();
    ask = asker(server);
  });
  afterAll(() => server?.close());

  /** What the command line answers from the same data directory. */
  const commandLine = async (...words: string[]): Promise<unknown> => {
    const said = await runStockula([...words, '-o', 'json'], { STOCKULA_DATA_DIR: server.dataDirectory });
    expect(said.stderr).not.toContain('rror');
    return JSON.parse(said.stdout);
  };

  /** Without what each asking has of its own. */
  const comparable = (answer: unknown) => ({ ...(answer as BacktestAnswer), run: null });

  test('a backtest is accepted at once, done in the background, and answers what the command line does', async () => {
    const accepted = await ask.post('/backtests', {
      symbol: 'aapl',
      from: '2014-01-01',
      to: '2016-12-31',
      strategies: [{ name: 'smacross' }, { name: 'rsi' }],
    });
    expect(accepted.status).toBe(202);
    const { id, state, question } = (await accepted.json()) as Answered<BacktestAnswer>;
    expect(accepted.headers.get('location')).toBe(`/api/v1/analyses/${id}`);
    expect(['waiting', 'running']).toContain(state);
    expect(question).toMatchObject({ symbol: 'AAPL', from: '2014-01-01' });
    const answered = await ask.ended<BacktestAnswer>(id);
    expect(answered.state).toBe('done');
    expect(() => answeredAnalysis.parse(answered)).not.toThrow();
    const span = ['--from', '2014-01-01', '--to', '2016-12-31'];
    const told = await commandLine(
      '-t',
      'AAPL',
      '-m',
      'backtest',
      ...span,
      '--strategy',
      'smacross',
      '--strategy',
      'rsi',
    );
    expect(comparable(answered.result)).toEqual(comparable(told));
    expect(answered.result?.runs).toHaveLength(2);
    expect(answered.result?.runs[0]?.equity?.ts.length).toBe(answered.result?.bars);
  });

  test('a search answers what the command line does, and so does a walk forward', async () => {
    const asked = { symbol: 'SPY', from: '2008-01-01', to: '2015-12-31', strategies: [{ name: 'smacross' }] };
    const options = [
      '-t',
      'SPY',
      '-m',
      'backtest',
      '--from',
      '2008-01-01',
      '--to',
      '2015-12-31',
      '--strategy',
      'smacross',
    ];
    const search = await ask.answered<SearchAnswer>('/searches', { ...asked, metric: 'sharpe ratio' });
    expect(comparable(search.result)).toEqual(
      comparable(await commandLine(...options, '--optimize', '--metric', 'sharpe ratio')),
    );
    expect(search.result?.optimisations[0]?.heatMap?.values.flat().some((value) => value !== null)).toBe(
      true,
    );
    const walk = await ask.answered<SearchAnswer>('/searches', { ...asked, walk: {} });
    expect(comparable(walk.result)).toEqual(comparable(await commandLine(...options, '--walk-forward')));
    expect(walk.result?.walkForwards[0]?.windows.length).toBeGreaterThan(5);
  });

  test('events tell of progress and end with the state', async () => {
    const { id } = await ask.accepted('/searches', {
      symbol: 'IBM',
      strategies: [{ name: 'macd' }, { name: 'rsi' }],
    });
    const events = await eventsOf(server, id);
    expect(events.at(-1)?.event).toBe('done');
    expect(events.at(-1)?.data).toMatchObject({ id, state: 'done' });
    expect(events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
    const shares = events.flatMap(({ data: { progress } }) =>
      progress ? [progress.done / progress.total] : [],
    );
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});
