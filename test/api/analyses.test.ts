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

  test('what makes no sense is refused before it is queued', async () => {
    const refused = async (path: string, question: object) => {
      const response = await ask.post(path, { symbol: 'AAPL', ...question });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await refused('/backtests', { strategies: [{ name: 'smacros' }] })).toEqual([400, 'USAGE']);
    expect(await refused('/backtests', { strategies: [{ name: './mine.ts' }] })).toEqual([400, 'USAGE']);
    const slow = { name: 'smacross', parameters: { fast_period: 0 } };
    expect(await refused('/backtests', { strategies: [slow] })).toEqual([400, 'USAGE']);
    expect(await refused('/backtests', { from: '2020-01-01', to: '2019-01-01' })).toEqual([400, 'USAGE']);
    expect(await refused('/backtests', { unknown: 1 })).toEqual([400, 'USAGE']);
    expect(await refused('/searches', { metric: 'beauty' })).toEqual([400, 'USAGE']);
    const grids = { smacross: { fast_period: { min: 1, max: 500 }, slow_period: { min: 1, max: 500 } } };
    expect(await refused('/searches', { grids })).toEqual([400, 'USAGE']);
  });

  test('a symbol without bars fails with the reason', async () => {
    const { state, problem, result } = await ask.answered('/backtests', { symbol: 'NOSUCH' });
    expect([state, problem?.code, result]).toEqual(['failed', 'NOT_FOUND', null]);
  });

  test('cancelled in the middle, a search frees its threads for the next question', async () => {
    const grids = { smacross: { fast_period: { min: 2, max: 150 }, slow_period: { min: 160, max: 400 } } };
    const question = { symbol: 'IBM', strategies: [{ name: 'smacross' }], grids };
    const long = await ask.accepted('/searches', question);
    const same = await ask.accepted('/searches', question);
    expect(same.id).toBe(long.id);
    await ask.until(long.id, 'running');
    expect(await (await ask.cancel(long.id)).json()).toMatchObject({ cancelled: true });
    const { state } = await ask.get(long.id);
    expect(state).toBe('cancelled');
    const next = await ask.answered<BacktestAnswer>('/backtests', {
      symbol: 'IBM',
      strategies: [{ name: 'rsi' }],
    });
    expect(next.state).toBe('done');
    expect(await (await ask.cancel(long.id)).json()).toMatchObject({ cancelled: false });
  });

  test('who prefers to wait gets the answer at once; the run is kept, compared and deleted', async () => {
    const tested = async (fast: number) => {
      const strategies = [{ name: 'smacross', parameters: { fast_period: fast } }];
      const response = await ask.post('/backtests', { symbol: 'QQQ', strategies }, { prefer: 'wait=60' });
      expect([response.status, response.headers.get('preference-applied')]).toEqual([200, 'wait=60']);
      return ((await response.json()) as Answered<BacktestAnswer>).result;
    };
    const [one, other] = [await tested(5), await tested(15)];
    const { runs } = await server.json<{ runs: { id: string; returnPercent: number }[] }>(
      '/api/v1/runs?symbol=QQQ',
    );
    expect(runs.map(({ id }) => id)).toEqual([other?.run.id, one?.run.id]);
    expect(runs[1]?.returnPercent).toBe(one?.runs[0]?.statistics['Return [%]']);
    const first = await server.json<{ runs: unknown[]; next: string }>('/api/v1/runs?symbol=QQQ&limit=1');
    const second = await server.json<{ runs: { id: string }[] }>(
      `/api/v1/runs?symbol=QQQ&limit=1&cursor=${first.next}`,
    );
    expect(second.runs.map(({ id }) => id)).toEqual([one?.run.id]);
    const path = `/api/v1/runs/${one?.run.id}`;
    expect(await server.json(`${path}/compare/${other?.run.id}`)).toMatchObject({
      sameData: true,
      sameConfiguration: false,
      identical: false,
    });
    expect(await (await server.ask(path, { method: 'DELETE' })).json()).toEqual({ deleted: 1 });
    expect((await server.ask(path)).status).toBe(404);
  });
});
