import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder } from '../support/embedded.ts';
import { plantedDefects } from '../support/planted-defects.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveEmpty, serveMigrated, type TestServer } from '../support/served.ts';
import { dirtySharedFile } from '../support/sources.ts';

interface Row {
  readonly id: string;
  readonly origin: string;
  readonly symbol: string;
  readonly reason: string;
  readonly sentence: string;
  readonly original: Record<string, unknown>;
  readonly offending: string[];
}
interface Page {
  readonly rows: Row[];
  readonly next: string | null;
}

const post = (server: TestServer, path: string, body?: object): Promise<Response> =>
  server.ask(`/api/v1/quarantine/${path}`, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

describe.skipIf(!hasRealData)('rows that a migration set aside', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveMigrated(dirtySharedFile);
  }, 120_000);
  afterAll(() => server?.close());

  it('are counted by reason as they were planted', async () => {
    const { counts, total } = await server.json<{
      counts: { reason: string; rows: number; origin: string }[];
      total: number;
    }>('/api/v1/quarantine/counts');
    expect(Object.fromEntries(counts.map(({ reason, rows }) => [reason, rows]))).toEqual(plantedDefects);
    expect(total).toBe(Object.values(plantedDefects).reduce((sum, rows) => sum + rows, 0));
    expect(new Set(counts.map(({ origin }) => origin))).toEqual(new Set(['migration']));
  });

  it('come in pages, each row once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page = await server.json<Page>(`/api/v1/quarantine?limit=7${more}`);
      expect(page.rows.length).toBeLessThanOrEqual(7);
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toHaveLength(Object.values(plantedDefects).reduce((sum, rows) => sum + rows, 0));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('name the fields that are wrong', async () => {
    const of = async (reason: string) =>
      (await server.json<Page>(`/api/v1/quarantine?reason=${reason}`)).rows;
    for (const { original, offending } of await of('negative_price')) {
      expect(offending.length).toBeGreaterThan(0);
      const numbers = offending.map((name) => JSON.stringify(original[name]).replace(/[^-\d.]/g, ''));
      expect(numbers.every((number) => Number(number) < 0)).toBe(true);
    }
    for (const { offending, original } of await of('blob_in_number'))
      expect(offending.every((name) => JSON.stringify(original[name]).includes('$blob'))).toBe(true);
    for (const { offending } of await of('missing_price')) expect(offending).toEqual(['close_price']);
    for (const { offending, sentence } of await of('missing_interval')) {
      expect(offending).toEqual(['interval']);
      expect(sentence).toBe('has no interval');
    }
    const { counts } = await server.json<{ counts: { reason: string }[] }>('/api/v1/quarantine/counts');
    const marked = await Promise.all(
      counts.map(async ({ reason }) => (await of(reason)).every(({ offending }) => offending.length > 0)),
    );
    expect(counts.filter((_, at) => !marked[at])).toEqual([]);
  });

  it('are neither released nor dismissed', async () => {
    const { rows } = await server.json<Page>('/api/v1/quarantine?limit=1');
    const id = rows[0]?.id ?? '';
    for (const what of ['release', 'dismiss']) {
      const response = await post(server, `${id}/${what}`);
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ code: 'MIGRATION_CONFLICT' });
    }
    const details = await server.json<object>(`/api/v1/quarantine/${id}`);
    expect(details).toMatchObject({ id, releasable: false });
  });

  it('refuses what is no question', async () => {
    for (const query of ['cursor=abc', 'limit=0', 'limit=501', 'reasons=x', 'run=-1', 'origin=us'])
      expect((await server.ask(`/api/v1/quarantine?${query}`)).status, query).toBe(400);
    expect((await server.ask('/api/v1/quarantine/0123456789')).status).toBe(404);
    expect((await server.ask('/api/v1/quarantine/nonsense')).status).toBe(400);
  });
});

describe('rows that an import set aside', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveEmpty();
    const file = join(freshFolder('dirty'), 'ODD-1d.csv');
    const sound = Array.from({ length: 20 }, (_, day) => `2024-01-${String(day + 2).padStart(2, '0')}`)
      .filter((date) => ![0, 6].includes(new Date(date).getUTCDay()))
      .map((date) => `${date},10,11,9,10,100`);
    // Lines 4, 6 and 8 of the file.
    sound[2] = '2024-01-04,10,11,-9,10,100';
    sound[4] = '2024-01-08,10,9,11,10,100';
    sound[6] = '2024-01-10,10,11,9,11.5,100';
    writeFileSync(file, ['Date,Open,High,Low,Close,Volume', ...sound].join('\n'));
    const run = await runStockula(['etl', 'import', file, '--basis', 'raw'], {
      STOCKULA_DATA_DIR: server.dataDirectory,
    });
    expect(run.status, run.stderr).toBe(0);
  }, 120_000);
  afterAll(() => server?.close());

  const rowWith = async (reason: string): Promise<Row> => {
    const { rows } = await server.json<Page>(`/api/v1/quarantine?reason=${reason}&symbol=ODD`);
    const [row] = rows;
    if (rows.length !== 1 || !row) throw new Error(`${rows.length} rows with ${reason}`);
    return row;
  };
  const details = (id: string) =>
    server.json<{ releasable: boolean; around: { time: string }[] }>(`/api/v1/quarantine/${id}`);

  it('are shown with the fields they are set aside for, and the bars around', async () => {
    const { id, offending } = await rowWith('price_negative');
    expect(offending).toEqual(['low']);
    const { releasable, around } = await details(id);
    expect(releasable).toBe(false);
    expect(around.map(({ time }) => time.slice(0, 10))).toEqual([
      ...['2024-01-02', '2024-01-03', '2024-01-05', '2024-01-09', '2024-01-11'],
    ]);
  });

  it('are stored once they are released, and are listed no longer', async () => {
    const { id } = await rowWith('outside_range');
    expect((await details(id)).releasable).toBe(true);
    const response = await post(server, `${id}/release`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      released: [{ id, symbol: 'ODD', what: 'bar', interval: '1d', time: '2024-01-10T00:00:00.000Z' }],
    });
    expect((await server.ask(`/api/v1/quarantine/${id}`)).status).toBe(404);
    const stored = await runStockula(
      ['sql', "SELECT close FROM ts_price_history WHERE symbol = 'ODD' AND ts = '2024-01-10'", '-o', 'json'],
      { STOCKULA_DATA_DIR: server.dataDirectory },
    );
    expect(JSON.stringify(JSON.parse(stored.stdout))).toContain('11.5');
  });

  it('are dismissed together or not at all', async () => {
    const [one, other] = [await rowWith('price_negative'), await rowWith('high_under_low')];
    const unknown = await post(server, 'dismiss', { ids: [one.id, '0123456789'] });
    expect(unknown.status).toBe(404);
    expect((await rowWith('price_negative')).id).toBe(one.id);
    const refused = await post(server, 'release', { ids: [other.id] });
    expect(refused.status).toBe(400);
    const response = await post(server, 'dismiss', { ids: [one.id, other.id] });
    expect(await response.json()).toEqual({ dismissed: 2 });
    expect(await server.json('/api/v1/quarantine/counts?symbol=ODD')).toEqual({ total: 0, counts: [] });
  });
});
