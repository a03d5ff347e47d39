import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bars } from '../../src/contract/bars.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { type ServedProcess, startServed } from '../support/served-process.ts';

// More bars than a page has, which are streamed, and what becomes of a stream that nobody reads to its end.

/** So many that the system's buffers do not take them all: 10 MB as lines of JSON. */
const count = 100_000;
const first = Date.UTC(2024, 0, 1);
const path = '/api/v1/bars/LONG?interval=1m';

describe('a range of more bars than a page has', () => {
  const folder = freshFolder('long');
  const env = { STOCKULA_DATA_DIR: folder, STOCKULA_OFFLINE: '1' };
  let server: ServedProcess;
  beforeAll(async () => {
    const file = join(folder, '..', 'LONG-1m.csv.gz');
    writeFileSync(file, gzipSync(csv()));
    const run = await runStockula(['etl', 'import', file], env);
    if (run.status !== 0) throw new Error(run.stderr);
    server = await startServed(env);
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await stopHost(folder);
  });

  const ask = async (more: string): Promise<Response> => {
    const response = await fetch(server.url + path + more);
    expect(response.status).toBe(200);
    return response;
  };

  /** Time and close of each bar, page by page. */
  async function paged(): Promise<(readonly [number, number | null])[]> {
    const bars: (readonly [number, number | null])[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = (await (await ask(`&limit=9999${next && `&cursor=${next}`}`)).json()) as Bars;
      bars.push(...page.columns.time.map((time, at) => [time, page.columns.close[at] ?? null] as const));
      next = page.next;
    }
    return bars;
  }

  test('is the same streamed in every format as page by page', async () => {
    const expected = await paged();
    expect(expected).toHaveLength(count);
    expect(expected[1]).toEqual([first + 60_000, 100.01]);
    expect(expected.at(-1)?.[0]).toBe(first + (count - 1) * 60_000);
    const lines = (await (await ask('&format=ndjson')).text()).trimEnd().split('\n');
    const objects = lines.map((line) => JSON.parse(line) as { time: string; close: number });
    expect(objects.map(({ time, close }) => [Date.parse(time), close])).toEqual(expected);
    const [head, ...rows] = (await (await ask('&format=csv')).text()).trimEnd().split('\n');
    expect(head).toBe('symbol,interval,ts,open,high,low,close,volume');
    const cells = rows.map((row) => row.split(','));
    expect(cells.map((row) => [Date.parse(row[2] ?? ''), Number(row[6])])).toEqual(expected);
    const table = tableFromIPC(new Uint8Array(await (await ask('&format=arrow')).arrayBuffer()));
    const times = Array.from(table.getChild('time') ?? [], Number);
    const closes = Array.from(table.getChild('close') ?? [], Number);
    expect(times.map((time, at) => [time, closes[at]])).toEqual(expected);
  }, 120_000);

  test('is given up where the client goes, and holds nothing while it reads slowly', async () => {
    await ask('&limit=10');
    const slow: (() => void)[] = [];
    for (let round = 0; round < 4; round += 1) {
      await begin(server.url, (one) => one.destroy());
      await begin(server.url, (one) => slow.push(() => one.destroy()));
    }
    await until(async () => (await inUse(server.url)) === 0);
    const held = connections(server.url);
    expect(held).toBeGreaterThanOrEqual(slow.length);
    for (const leave of slow) leave();
    await until(async () => connections(server.url) <= held - slow.length);
    expect((await (await ask('&limit=10')).json()) as Bars).toMatchObject({ symbol: 'LONG' });
  }, 120_000);

  test('a port that is taken is told, with its exit status', async () => {
    const { port } = new URL(server.url);
    const other = await runStockula(['serve', '--port', port], env);
    expect(other.status).toBe(6);
    expect(other.stderr).toContain('PORT_UNAVAILABLE');
    expect(other.stderr).toContain(port);
  }, 120_000);

  test('comes to its end where the server is told to end meanwhile', async () => {
    const to = new Date(first + 24_999 * 60_000).toISOString();
    const response = await ask(`&format=ndjson&to=${to}`);
    server.signal('SIGTERM');
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(25_000);
    expect((await server.ended).status).toBe(0);
    await expect(fetch(server.url)).rejects.toThrow();
  }, 120_000);
});

function csv(): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const close = (10_000 + (at % 500)) / 100;
    return `${new Date(first + at * 60_000).toISOString()}${`,${close}`.repeat(4)},${at % 1_000}\n`;
  });
  return `ts,open,high,low,close,volume\n${rows.join('')}`;
}

/** Begins to read a stream: its first bytes, and no more. */
function begin(url: string, then: (answer: { destroy(): void }) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}&format=ndjson`, { agent: false }, (answer) => {
      answer.once('readable', () => {
        answer.read(1);
        then(asked);
        resolve();
      });
      // It is we who break it off.
      answer.on('error', () => undefined);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Connections to the database that are lent out. */
async function inUse(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const of = (state: string): number =>
    Number(new RegExp(`stockula_database_connections\\{state="${state}"\\} (\\d+)`).exec(text)?.[1]);
  return of('total') - of('idle');
}

/** Connections of a server to its clients, as the system has them: those that clients have given up alone included. */
function connections(url: string): number {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  const [established, waitsForClose] = ['01', '08'];
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local = '', , state = '']) =>
        local.endsWith(`:${port}`) && [established, waitsForClose].includes(state),
    ).length;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const began = Date.now();
  while (!(await isSo())) {
    if (Date.now() - began > 10_000) throw new Error('it did not become so within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
