import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
