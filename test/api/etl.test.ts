import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveEmpty, serveRealData, type TestServer } from '../support/served.ts';

interface Run {
  readonly id: string;
  readonly kind: string;
  readonly place: string;
  readonly state: string;
  readonly written: number;
}
interface Runs {
  readonly runs: Run[];
  readonly next: string | null;
}

const post = (server: TestServer, path: string, body: object): Promise<Response> =>
  server.ask(`/api/v1/etl/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('runs of the pipeline', () => {
  let server: TestServer;
  let folder: string;
  const lines = (close: number) =>
    ['2024-01-02', '2024-01-03', '2024-01-04'].map((date) => `${date},10,11,9,${close},100`);

  beforeAll(async () => {
    server = await serveEmpty();
    folder = freshFolder('runs');
    const written = async (name: string, rows: string[]) => {
      const path = join(folder, name);
      writeFileSync(path, ['Date,Open,High,Low,Close,Volume', ...rows].join('\n'));
      const { status, stderr } = await runStockula(['etl', 'import', path, '--interval', '1d'], {
        STOCKULA_DATA_DIR: server.dataDirectory,
      });
      return { status, stderr };
    };
    expect(await written('ONE.csv', lines(10))).toMatchObject({ status: 0 });
    expect(await written('TWO.csv', [...lines(10), '2024-01-05,10,11,-9,10,1'])).toMatchObject({ status: 0 });
    expect(await written('BAD.csv', ['2024-01-02,10,11,9,10'])).toMatchObject({ status: 5 });
  }, 120_000);
  afterAll(() => server?.close());

  it('are listed, the newest first, in pages', async () => {
    const { runs, next } = await server.json<Runs>('/api/v1/etl/runs?limit=2');
    expect(runs.map(({ place }) => place.slice(folder.length + 1))).toEqual(['BAD.csv', 'TWO.csv']);
    expect(runs.map(({ state }) => state)).toEqual(['failed', 'finished']);
    const rest = await server.json<Runs>(`/api/v1/etl/runs?limit=2&before=${next}`);
    expect(rest.runs.map(({ place }) => place.slice(folder.length + 1))).toEqual(['ONE.csv']);
    expect(rest.next).toBeNull();
  });

  it('have a line for each symbol', async () => {
    const { runs } = await server.json<Runs>('/api/v1/etl/runs');
    const { run, lines: told } = await server.json<{ run: Run; lines: object[] }>(
      `/api/v1/etl/runs/${runs[1]?.id}`,
    );
    expect(run).toEqual(runs[1]);
    expect(told).toMatchObject([
      {
        symbol: 'TWO',
        interval: '1d',
        outcome: 'success',
        fetched: 4,
        written: 3,
        quarantined: 1,
        reason: null,
      },
    ]);
    expect((await server.ask('/api/v1/etl/runs/999')).status).toBe(404);
    expect((await server.ask('/api/v1/etl/runs/x')).status).toBe(400);
  });

  it('ask providers as they are configured', async () => {
    const { sources, offline } = await server.json<{ sources: object[]; offline: boolean }>(
      '/api/v1/etl/sources',
    );
    expect(offline).toBe(false);
    expect(sources).toMatchObject([
      { name: 'yahoo', position: 1, ready: true, requests: 60, windowSeconds: 60 },
      { name: 'tiingo', position: 2, ready: false },
      { name: 'stooq', position: 3, ready: true },
      { name: 'treasury', position: null, ready: true },
    ]);
  });
});

describe.skipIf(!hasRealData)('requests to fetch', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  }, 120_000);
  afterAll(() => server?.close());

  it('become jobs, one for a symbol, however often they are asked for', async () => {
    const asked = { symbols: ['aapl', 'SPY', 'AAPL'], interval: '1h', from: '2021-01-04', to: '2021-01-08' };
    const response = await post(server, 'fetch', asked);
    expect(response.status).toBe(202);
    const { jobs } = (await response.json()) as { jobs: { id: string; symbol: string; outcome: string }[] };
    expect(jobs).toMatchObject([
      { symbol: 'AAPL', interval: '1h', outcome: 'queued' },
      { symbol: 'SPY', interval: '1h', outcome: 'queued' },
    ]);
    const again = (await (await post(server, 'fetch', asked)).json()) as typeof asked & { jobs: typeof jobs };
    expect(again.jobs).toEqual(jobs.map((job) => ({ ...job, outcome: 'waiting' })));
    expect(await server.json(`/api/v1/jobs/${jobs[0]?.id}`)).toMatchObject({
      kind: 'fetch-bars',
      symbol: 'AAPL',
      interval: '1h',
      from: '2021-01-04',
      to: '2021-01-08',
      state: 'waiting',
      origin: 'asked',
      attempts: 0,
      endedAt: null,
    });
  });

  it('heal all that is stored, or what is named', async () => {
    const some = (await (await post(server, 'heal', { symbols: ['IBM'] })).json()) as { jobs: object[] };
    expect(some.jobs).toMatchObject([{ symbol: 'IBM', interval: '1d', outcome: 'queued' }]);
    const all = (await (await post(server, 'heal', {})).json()) as { jobs: { symbol: string }[] };
    expect(all.jobs.map(({ symbol }) => symbol)).toEqual(['AAPL', 'BAC', 'GOOG', 'IBM', 'QQQ', 'SPY']);
    expect((await post(server, 'heal', { symbols: ['NOPE'] })).status).toBe(404);
  });

  it('are refused where they cannot be meant', async () => {
    const refused = [
      {},
      { symbols: [] },
      { symbols: ['A B'] },
      { symbols: ['AAPL'], interval: '7q' },
      { symbols: ['AAPL'], from: '2999-01-01' },
      { symbols: ['AAPL'], from: '2021-02-30' },
      { symbols: ['AAPL'], from: '2021-02-02', to: '2021-02-01' },
      { symbols: Array.from({ length: 501 }, (_, at) => `S${at}`) },
      { symbols: ['AAPL'], again: true },
    ];
    for (const body of refused)
      expect((await post(server, 'fetch', body)).status, JSON.stringify(body)).toBe(400);
  });
});

it.skipIf(!hasRealData)(
  'nothing is fetched where calls to the outside are switched off',
  async () => {
    const server = await serveRealData({ config: 'sources:\n  offline: true' });
    try {
      const response = await post(server, 'fetch', { symbols: ['AAPL'] });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ got: 'sources.offline: true' });
    } finally {
      await server.close();
    }
  },
  120_000,
);
