import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStockula } from '../support/run-stockula.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly symbol: string;
}
interface Jobs {
  readonly jobs: Job[];
  readonly more: boolean;
}

describe('jobs of the queue', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveEmpty();
    await server.ask('/api/v1/etl/fetch', {
      method: 'POST',
      body: JSON.stringify({ symbols: ['AAA', 'BBB', 'CCC'], interval: '1d' }),
      headers: { 'content-type': 'application/json' },
    });
  }, 60_000);
  afterAll(() => server?.close());

  const decide = async (id: string, what: 'retry' | 'cancel') => {
    const response = await server.ask(`/api/v1/jobs/${id}/${what}`, { method: 'POST' });
    return { status: response.status, body: (await response.json()) as object };
  };

  it('are listed by state, kind and symbol', async () => {
    const { jobs, more } = await server.json<Jobs>('/api/v1/jobs?kind=fetch-bars&state=waiting');
    expect(jobs.map(({ symbol }) => symbol).sort()).toEqual(['AAA', 'BBB', 'CCC']);
    expect(more).toBe(false);
    const some = await server.json<Jobs>('/api/v1/jobs?limit=2');
    expect([some.jobs.length, some.more]).toEqual([2, true]);
    expect((await server.json<Jobs>('/api/v1/jobs?symbol=bbb')).jobs).toHaveLength(1);
    expect((await server.json<Jobs>('/api/v1/jobs?state=failed')).jobs).toEqual([]);
    for (const query of ['state=odd', 'kind=odd', 'limit=0', 'symbol=A%20B'])
      expect((await server.ask(`/api/v1/jobs?${query}`)).status, query).toBe(400);
  });

  it('are cancelled and tried again, as the command line sees it', async () => {
    const { jobs } = await server.json<Jobs>('/api/v1/jobs?symbol=AAA');
    const id = jobs[0]?.id ?? '';
    expect(await decide(id, 'cancel')).toEqual({
      status: 200,
      body: { id, outcome: 'cancelled', was: 'waiting' },
    });
    expect(await decide(id, 'cancel')).toMatchObject({ body: { outcome: 'unchanged', was: 'cancelled' } });
    const listed = await runStockula(['jobs', 'list', '--state', 'cancelled', '-o', 'json'], {
      STOCKULA_DATA_DIR: server.dataDirectory,
    });
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id, symbol: 'AAA' }]);
    expect(await decide(id, 'retry')).toEqual({
      status: 200,
      body: { id, outcome: 'retried', was: 'cancelled' },
    });
    expect(await server.json(`/api/v1/jobs/${id}`)).toMatchObject({ state: 'retrying', endedAt: null });
  });

  it('that nobody knows are none', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await server.ask(`/api/v1/jobs/${unknown}`)).status).toBe(404);
    expect(await decide(unknown, 'retry')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await server.ask('/api/v1/jobs/x')).status).toBe(400);
  });
});
