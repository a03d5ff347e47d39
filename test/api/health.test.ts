import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ready } from '../../src/contract/health.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasRealData)('a served database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  it('lives', async () => {
    expect(await server.json('/api/v1/health/live')).toEqual({ status: 'ok' });
  });

  it('answers what it does not have with a problem', async () => {
    const response = await server.ask('/api/v1/nothing');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', status: 404 });
  });

  it('is ready, each part by itself', async () => {
    const { checks } = await server.json<Ready>('/api/v1/health/ready');
    expect(checks.map(({ name }) => name)).toEqual(['database', 'cache', 'configuration', 'disk']);
    expect(checks.filter(({ name }) => name !== 'disk').map(({ status }) => status)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  });

  it('measures requests by the template of their route, the process, and its connections', async () => {
    await server.ask('/api/v1/bars/AAPL?limit=1');
    await server.ask('/api/v1/bars/NOPE?limit=1');
    const response = await server.ask('/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const value = (line: string): number =>
      Number(
        text
          .split('\n')
          .find((one) => one.startsWith(line))
          ?.split(' ')
          .at(-1),
      );
    const bars = 'stockula_http_requests_total{route="/api/v1/bars/:symbol",method="GET"';
    expect(value(`${bars},status="2xx"}`)).toBe(1);
    expect(value(`${bars},status="4xx"}`)).toBe(1);
    expect(value('stockula_http_request_seconds_count{route="/api/v1/bars/:symbol"')).toBe(2);
    expect(value('stockula_database_connections{state="total"}')).toBeGreaterThan(0);
    expect(value('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(value('stockula_cache_questions_total{class="price",outcome="miss"}')).toBeGreaterThan(0);
    expect(text).not.toContain('NOPE');
  });

  it('answers again after its database was gone, without a restart', async () => {
    await stopHost(server.dataDirectory);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const response = await server.ask(`/api/v1/bars/SPY?limit=${attempt + 1}`);
      statuses.push(response.status);
      if (response.status === 503) {
        expect(response.headers.get('retry-after')).toBe('2');
        expect(await response.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
      }
    }
    expect(statuses.at(-1)).toBe(200);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect((await server.json<Ready>('/api/v1/health/ready')).checks[0]).toMatchObject({ status: 'ok' });
  });
});
