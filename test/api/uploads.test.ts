import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../src/app/serve.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { runStockula } from '../support/run-stockula.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';
import { zipOf } from '../support/zip.ts';

const sharedCsv = join(import.meta.dirname, '../../../shared/data/csv/AAPL-1h.csv.gz');

interface Upload {
  readonly id: string;
  readonly state: string;
  readonly preview: {
    readonly columns: string[];
    readonly rows: string[][];
    readonly mapping: Record<string, string>;
    readonly symbol: string | null;
    readonly interval: string | null;
    readonly bars: { time: string; close: number }[];
    readonly problem: { got: string; remedy: string } | null;
  } | null;
  readonly result: {
    readonly symbols: { symbol: string; interval: string; written: number; unchanged: number }[];
    readonly quarantinedBy: { reason: string; rows: number }[];
  } | null;
  readonly problem: { code: string; got: string } | null;
}

const german = [
  'Datum;Erster;Hoch;Tief;Schlusskurs;Volumen',
  '02.01.2024;10,5;11,25;9,75;10,8;1.200',
  '03.01.2024;10,8;11,5;10,1;11,2;1.300',
  '30.01.2024;11,2;11,9;10,9;11,4;1.400',
].join('\n');
const map = {
  ts: 'Datum',
  open: 'Erster',
  high: 'Hoch',
  low: 'Tief',
  close: 'Schlusskurs',
  volume: 'Volumen',
};

describe('files that are sent', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveEmpty({ config: 'api:\n  upload_limit_mb: 4' });
  }, 60_000);
  afterAll(() => server?.close());

  const folder = (): string => join(server.dataDirectory, 'scratch/uploads');
  const send = (name: string, content: string | Buffer): Promise<Response> => {
    const form = new FormData();
    form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
    return server.ask('/api/v1/uploads', { method: 'POST', body: form });
  };
  const ask = async (id: string, what: string, body: object): Promise<Response> =>
    server.ask(`/api/v1/uploads/${id}/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const until = async (id: string, ...states: string[]): Promise<Upload> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const upload = await server.json<Upload>(`/api/v1/uploads/${id}`);
      if (states.includes(upload.state)) return upload;
      if (upload.state === 'failed') throw new Error(JSON.stringify(upload.problem));
      await sleep(100);
    }
    throw new Error(`never ${states}`);
  };
  const sent = async (name: string, content: string | Buffer): Promise<Upload> => {
    const response = await send(name, content);
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as Upload;
    expect(response.headers.get('location')).toBe(`/api/v1/uploads/${id}`);
    return until(id, 'ready', 'failed');
  };
  const sql = async (text: string): Promise<string> => {
    const { stdout } = await runStockula(['sql', text, '-o', 'csv'], {
      STOCKULA_DATA_DIR: server.dataDirectory,
    });
    return stdout.replaceAll('\r', '').trim();
  };

  it('show their first rows and what is missing, until it is said', async () => {
    const upload = await sent('kurse.csv', german);
    expect(upload.preview).toMatchObject({ columns: german.split('\n')[0]?.split(';'), bars: [] });
    expect(upload.preview?.rows[0]).toEqual(['02.01.2024', '10,5', '11,25', '9,75', '10,8', '1.200']);
    expect(upload.preview?.problem?.got).not.toContain(server.dataDirectory);
    const options = { map, symbol: 'sap.de', interval: '1d' };
    expect((await ask(upload.id, 'preview', { options })).status).toBe(202);
    const { preview } = await until(upload.id, 'ready');
    expect(preview?.problem).toBeNull();
    expect(preview?.bars).toMatchObject([
      {
        symbol: 'SAP.DE',
        interval: '1d',
        time: '2024-01-02T00:00:00.000Z',
        open: 10.5,
        close: 10.8,
        volume: 1200,
      },
      { close: 11.2 },
      { time: '2024-01-30T00:00:00.000Z', close: 11.4 },
    ]);
    expect((await ask(upload.id, 'import', { options })).status).toBe(202);
    const { result } = await until(upload.id, 'done');
    expect(result?.symbols).toMatchObject([{ symbol: 'SAP.DE', interval: '1d', written: 3 }]);
    expect(await sql("SELECT close FROM ts_price_history WHERE symbol = 'SAP.DE' ORDER BY ts")).toBe(
      'close\n10.8\n11.2\n11.4',
    );
    expect(readdirSync(join(folder(), upload.id))).toEqual(['upload.json']);
    expect((await ask(upload.id, 'import', { options })).status).toBe(409);
  });

  it('tell what becomes of them as it happens', async () => {
    const upload = await sent(
      'EVT-1d.csv',
      'Date,Open,High,Low,Close\n2024-01-02,1,2,1,2\n2024-01-03,1,2,-1,2',
    );
    const response = await server.ask(`/api/v1/uploads/${upload.id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await ask(upload.id, 'import', {});
    let text = '';
    while (!text.includes('"state":"done"')) {
      const { value = '', done } = (await reader?.read()) ?? { done: true };
      if (done) break;
      text += value;
    }
    await reader?.cancel();
    const states = [...text.matchAll(/"by":"local","state":"(\w+)"/g)].map(([, state]) => state);
    expect(states.filter((state, at) => state !== states[at - 1])).toEqual([
      'ready',
      'waiting',
      'running',
      'done',
    ]);
    const { result } = await until(upload.id, 'done');
    expect(result?.quarantinedBy).toMatchObject([{ reason: 'price_negative', rows: 1 }]);
    const { rows } = await server.json<{ rows: object[] }>('/api/v1/quarantine?symbol=EVT');
    expect(rows).toMatchObject([{ reason: 'price_negative', offending: ['low'] }]);
  });

  it.skipIf(!existsSync(sharedCsv))(
    'are imported whole, two at once, as they are in the file',
    async () => {
      const packed = readFileSync(sharedCsv);
      const lines = gunzipSync(packed).toString().trim().split('\n');
      const [one, other] = await Promise.all([
        sent('AAPL-1h.csv.gz', packed),
        sent('OTHER-1d.csv', 'Date,Open,High,Low,Close\n2024-01-02,1,2,1,2'),
      ]);
      await Promise.all([ask(one.id, 'import', {}), ask(other.id, 'import', {})]);
      const [done, alsoDone] = [await until(one.id, 'done'), await until(other.id, 'done')];
      expect(alsoDone.result?.symbols).toMatchObject([{ symbol: 'OTHER', written: 1 }]);
      const [line] = done.result?.symbols ?? [];
      expect(line).toMatchObject({ symbol: 'AAPL', interval: '1h', fetched: lines.length - 1 });
      const stored = await sql(
        "SELECT count(*) AS n FROM ts_price_history WHERE symbol = 'AAPL' AND interval = '1h'",
      );
      expect(stored).toBe(`n\n${line?.written}`);
      const last = lines.at(-1)?.split(',') ?? [];
      expect(
        await sql(`SELECT close FROM ts_price_history WHERE symbol = 'AAPL' AND ts = '${last[2]}'`),
      ).toBe(`close\n${Number(last[6])}`);
    },
    120_000,
  );

  it('that are no tables, bombs, or too large store nothing', async () => {
    const wrong: [string, string | Buffer][] = [
      ['a.pdf', '%PDF-1.7 nothing'],
      ['b.csv', 'nothing but prose\nin two lines'],
      ['c.csv.gz', gzipSync(Buffer.alloc(40_000_000, 'x'))],
      ['d.zip', zipOf([{ name: 'd.csv', content: Buffer.alloc(40_000_000, '1') }])],
      ['e.zip', Buffer.from('PK\x03\x04 and no more')],
    ];
    for (const [name, content] of wrong) {
      const upload = await (async () => {
        const { id } = (await (await send(name, content)).json()) as Upload;
        for (;;) {
          const found = await server.json<Upload>(`/api/v1/uploads/${id}`);
          if (found.state !== 'looking') return found;
          await sleep(100);
        }
      })();
      expect([upload.state, upload.problem?.code], name).toEqual(['failed', 'SOURCE_UNUSABLE']);
      expect(upload.problem?.got).not.toContain(server.dataDirectory);
      expect((await server.ask(`/api/v1/uploads/${upload.id}`, { method: 'DELETE' })).status).toBe(200);
      expect(existsSync(join(folder(), upload.id))).toBe(false);
    }
    const before = readdirSync(folder());
    const large = await send('large.csv', Buffer.alloc(5 * 2 ** 20, 'x'));
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'USAGE', status: 413 });
    expect((await send('empty.csv', '')).status).toBe(422);
    expect(readdirSync(folder())).toEqual(before);
    expect((await server.ask('/api/v1/uploads', { method: 'POST', body: 'x' })).status).toBe(400);
    expect((await server.ask('/api/v1/uploads', { method: 'POST', body: new FormData() })).status).toBe(400);
  }, 120_000);

  it('stay within their folder, whatever they are called', async () => {
    const upload = await sent('../../../etc/PWN-1d.csv', 'Date,Open,High,Low,Close\n2024-01-02,1,2,1,2');
    expect(readdirSync(join(folder(), upload.id)).sort()).toEqual(['PWN-1d.csv', 'upload.json']);
    await server.ask(`/api/v1/uploads/${upload.id}`, { method: 'DELETE' });
    expect(await server.json<Upload>(`/api/v1/uploads/${upload.id}`)).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(join(folder(), upload.id))).toEqual(['upload.json']);
  });

  it('are refused options that mean nothing', async () => {
    const upload = await sent('OPT-1d.csv', 'Date,Open,High,Low,Close\n2024-01-02,1,2,1,2');
    const wrong = [
      { zone: 'Europe/Nowhere' },
      { currency: 'money' },
      { map: { price: 'Close' } },
      { interval: '7q' },
      { symbol: 'A B' },
      { path: '/etc/passwd' },
    ];
    for (const options of wrong)
      expect((await ask(upload.id, 'import', { options })).status, JSON.stringify(options)).toBe(400);
    expect((await ask('00000000-0000-4000-8000-000000000000', 'import', {})).status).toBe(404);
  });
});

it.skipIf(!existsSync(sharedCsv))(
  'an import that the server ended in is done by the next one',
  async () => {
    const first = await serveEmpty();
    const configFile = join(first.dataDirectory, '../.stockula.yaml');
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(readFileSync(sharedCsv))]), 'AAPL-1h.csv.gz');
    const { id } = (await (
      await first.ask('/api/v1/uploads', { method: 'POST', body: form })
    ).json()) as Upload;
    const stateOf = async (url: string): Promise<Upload> =>
      (await (await fetch(`${url}/api/v1/uploads/${id}`)).json()) as Upload;
    const begun = await first.ask(`/api/v1/uploads/${id}/import`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(begun.status).toBe(202);
    while ((await stateOf(first.url)).state !== 'running') await sleep(20);
    await first.close();
    const second = await serve({ configFile, port: 0, checkAnswers: true, dashboard: null });
    try {
      let upload = await stateOf(second.url);
      for (; upload.state !== 'done'; upload = await stateOf(second.url)) {
        expect(['waiting', 'running']).toContain(upload.state);
        await sleep(200);
      }
      expect(upload.result?.symbols).toMatchObject([{ symbol: 'AAPL', interval: '1h', written: 40_831 }]);
    } finally {
      await second.close();
      await stopHost(first.dataDirectory);
    }
  },
  180_000,
);
