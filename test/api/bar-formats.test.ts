import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bars, bars } from '../../src/contract/bars.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasRealData)('bars in other formats', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  const path = '/api/v1/bars/AAPL';
  /** The bytes as they are sent, not unpacked. */
  const bytesOf = (
    address: string,
    headers: Record<string, string>,
  ): Promise<{ encoding: unknown; bytes: Buffer }> =>
    new Promise((resolve, reject) => {
      request(server.url + address, { headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(parts) }),
        );
      })
        .on('error', reject)
        .end();
    });

  it('are the same bars in each of them', async () => {
    const answer = await server.json<Bars>(`${path}?limit=10000`);
    expect(bars.parse(answer)).toEqual(answer);
    const { time, open, volume } = answer.columns;
    const lines = (await (await server.ask(`${path}?format=ndjson`)).text()).trim().split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, number & string>);
    expect(parsed.map((bar) => Date.parse(bar['time'] ?? ''))).toEqual(time);
    expect(parsed.map((bar) => bar['open'])).toEqual(open);
    const [header, ...rows] = (await (await server.ask(`${path}?format=csv`)).text()).trim().split('\n');
    expect(header).toBe('symbol,interval,ts,open,high,low,close,volume');
    expect(rows.map((row) => Number(row.split(',')[3]))).toEqual(open);
    const table = tableFromIPC(
      new Uint8Array(await (await server.ask(`${path}?format=arrow`)).arrayBuffer()),
    );
    expect(table.schema.fields.map(({ name }) => name)).toEqual([
      'time',
      'open',
      'high',
      'low',
      'close',
      'volume',
    ]);
    expect(table.schema.metadata.get('symbol')).toBe('AAPL');
    expect([...(table.getChild('time') ?? [])].map(Number)).toEqual(time);
    expect([...(table.getChild('open') ?? [])]).toEqual(open);
    expect([...(table.getChild('volume') ?? [])]).toEqual(volume);
  });

  it('can be put in again as they were taken out', async () => {
    const csv = await (await server.ask(`${path}?format=csv`)).text();
    const file = join(freshFolder('csv'), 'bars.csv');
    writeFileSync(file, csv.replaceAll('AAPL,', 'AGAIN,'));
    const run = await runStockula(['etl', 'import', '--basis', 'total', file], {
      STOCKULA_DATA_DIR: server.dataDirectory,
    });
    expect(run.stderr + run.stdout).toContain('AGAIN');
    const again = await (await server.ask('/api/v1/bars/AGAIN?format=csv')).text();
    expect(again.replaceAll('AGAIN,', 'AAPL,')).toBe(csv);
  });

  it.each([
    ['text/csv', 'text/csv'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['application/vnd.apache.arrow.stream', 'application/vnd.apache.arrow.stream'],
    ['text/csv;q=0.5, application/json', 'application/json'],
    ['text/html, */*', 'application/json'],
  ])('are chosen by Accept: %s', async (accept, type) => {
    const response = await server.ask(`${path}?limit=5`, { headers: { accept } });
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('vary')).toBe('accept, accept-encoding');
  });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('are compressed with %s, with an ETag of its own', async (encoding, unpack) => {
    const plain = await bytesOf(path, {});
    const packed = await bytesOf(path, { 'accept-encoding': encoding });
    expect(plain.encoding).toBeUndefined();
    expect(packed.encoding).toBe(encoding);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 1.5);
    expect(unpack(packed.bytes).equals(plain.bytes)).toBe(true);
    const tags = await Promise.all(
      ['identity', encoding].map(async (accepted) =>
        (await server.ask(path, { headers: { 'accept-encoding': accepted } })).headers.get('etag'),
      ),
    );
    expect(new Set(tags).size).toBe(2);
  });

  it('are not sent again to who has them', async () => {
    const first = await server.ask(path);
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(etag).toMatch(/^"[\w-]+"$/);
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await server.ask(path, { headers })).status;
    expect(await ask({ 'if-none-match': etag })).toBe(304);
    expect(await ask({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await ask({ 'if-none-match': '"other"' })).toBe(200);
    expect(Date.parse(modified)).toBeGreaterThan(0);
    expect(await ask({ 'if-modified-since': modified })).toBe(304);
    expect(await ask({ 'if-modified-since': new Date(Date.parse(modified) - 1_000).toUTCString() })).toBe(
      200,
    );
    expect(await ask({ 'if-none-match': '"other"', 'if-modified-since': modified })).toBe(200);
  });

  it('answer HEAD with the head alone', async () => {
    const headers = { 'accept-encoding': 'identity' };
    const [head, whole] = await Promise.all([
      server.ask(path, { method: 'HEAD', headers }),
      server.ask(path, { headers }),
    ]);
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(head.headers.get('content-length')).toBe(String((await whole.arrayBuffer()).byteLength));
    expect(await head.text()).toBe('');
  });

  it('lead to the next page in their head', async () => {
    const response = await server.ask(`${path}?format=csv&limit=2&order=desc`);
    const next = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
    const rows = (await (await server.ask(next)).text()).trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',')[2])).toEqual(['2021-03-29T00:00:00Z', '2021-03-26T00:00:00Z']);
  });
});
