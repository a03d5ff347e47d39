import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bars } from '../../src/contract/bars.ts';
import { openDatabase } from '../../src/storage/timescale/database.ts';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

const csvFolder = join(import.meta.dirname, '../../../shared/data/csv');

interface Row {
  readonly ts: number;
  readonly values: readonly number[];
}

/** The rows of a file of real bars, unadjusted. */
function realRows(name: string): Row[] {
  const lines = gunzipSync(readFileSync(join(csvFolder, `${name}.csv.gz`)))
    .toString()
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [, , ts = '', ...values] = line.split(',');
    return { ts: Date.parse(ts), values: values.map(Number) };
  });
}

describe.skipIf(!hasRealData)('bars that are not stored', () => {
  const minutes = hasRealData ? realRows('AAPL-1m') : [];
  const hours = (hasRealData ? realRows('AAPL-1h') : []).filter(
    ({ ts }) => ts >= Date.UTC(2014, 0, 1) && ts < Date.UTC(2015, 0, 1),
  );
  let server: TestServer;
  let database: pg.Pool;

  beforeAll(async () => {
    server = await serveRealData();
    const importCsv = async (symbol: string, interval: string, rows: readonly Row[]): Promise<void> => {
      const file = join(server.dataDirectory, `${symbol}-${interval}.csv`);
      const lines = rows.map(
        ({ ts, values }) => `${symbol},${interval},${new Date(ts).toISOString()},${values.join(',')}`,
      );
      writeFileSync(file, ['symbol,interval,ts,open,high,low,close,volume', ...lines].join('\n'));
      const run = await runStockula(['etl', 'import', file], { STOCKULA_DATA_DIR: server.dataDirectory });
      if (run.status !== 0) throw new Error(run.stderr);
    };
    await importCsv('MINI', '1m', minutes);
    await importCsv('HOUR', '1h', hours);
    // Two sessions of Sydney, 10:00 to 16:00 there, which begin at 23:00 UTC the day before.
    const sydney = [Date.UTC(2024, 0, 15, 23), Date.UTC(2024, 0, 16, 23)].flatMap((open, day) =>
      Array.from({ length: 6 }, (_, hour): Row => {
        const price = 10 + day * 10 + hour;
        return { ts: open + hour * 3_600_000, values: [price, price + 0.5, price - 0.5, price + 0.25, 100] };
      }),
    );
    await importCsv('BHP.AX', '1h', sydney);
    const opened = await openDatabase({
      kind: 'embedded',
      dataDirectory: server.dataDirectory,
      idleStopMs: 60_000,
      port: null,
    });
    database = opened.pool;
    await database.query(
      `INSERT INTO ts_splits (ts, ratio, symbol, source) VALUES ('2014-06-09', 7, 'MINI', 'test'), ('2014-06-09', 7, 'HOUR', 'test')`,
    );
  }, 120_000);
  afterAll(async () => {
    await database?.end();
    await server?.close();
  });

  const barsOf = (path: string): Promise<Bars> => server.json<Bars>(`/api/v1/bars/${path}`);
  const rowsOf = ({ columns: { time, open, high, low, close, volume } }: Bars): Row[] =>
    time.map((ts, at) => ({
      ts,
      values: [open, high, low, close, volume].map((column) => column[at] as number),
    }));

  it.each([
    ['2m', '2 minutes'],
    ['5m', '5 minutes'],
    ['15m', '15 minutes'],
    ['30m', '30 minutes'],
    ['90m', '90 minutes'],
    ['1h', '1 hour'],
  ])('of %s are those of time_bucket', async (interval, width) => {
    const { rows } = await database.query<Record<string, number>>(
      `SELECT extract(epoch FROM time_bucket($1::interval, ts, origin => '1970-01-01'::timestamptz))::float8 * 1000 AS ts, first(open, ts) AS open, max(high) AS high,
         min(low) AS low, last(close, ts) AS close, sum(volume)::float8 AS volume
       FROM ts_price_history WHERE symbol = 'MINI' AND interval = '1m' AND ts < '2014-06-09' GROUP BY 1 ORDER BY 1`,
      [width],
    );
    const answer = await barsOf(`MINI?interval=${interval}&to=2014-06-08`);
    expect(answer.resampledFrom).toBe('1m');
    expect(rows.length).toBeGreaterThan(10);
    expect(answer.columns.time).toEqual(rows.map((row) => row['ts']));
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
      expect(answer.columns[name]).toEqual(rows.map((row) => row[name]));
  });

  it('of an hour are those that another vendor of the same trades made', async () => {
    const isWholeHour = ({ ts }: Row): boolean => {
      const hour = new Date(ts).getUTCHours();
      return hour >= 14 && hour < 20;
    };
    const expected = hours.filter(
      (row) => row.ts >= Date.UTC(2014, 5, 5) && row.ts < Date.UTC(2014, 5, 10) && isWholeHour(row),
    );
    const answer = rowsOf(await barsOf('MINI?interval=1h&adjust=raw')).filter(isWholeHour);
    expect(answer.map(({ ts }) => ts)).toEqual(expected.map(({ ts }) => ts));
    // Its trades are not quite the same: some prices are a few cents apart.
    for (const [at, { values }] of answer.entries())
      for (const [column, value] of values.slice(0, 4).entries())
        expect(Math.abs(value / (expected[at]?.values[column] ?? Number.NaN) - 1)).toBeLessThan(2e-4);
  });

  it('of a day are made of the session alone', async () => {
    const answer = await barsOf('MINI?interval=1d&adjust=raw');
    expect(answer.columns.time).toEqual([5, 6, 9].map((day) => Date.UTC(2014, 5, day)));
    for (const { ts, values } of rowsOf(answer)) {
      // 09:30 to 16:00 in New York in summer.
      const session = minutes.filter(
        (row) => row.ts >= ts + 13.5 * 3_600_000 && row.ts < ts + 20 * 3_600_000,
      );
      expect(session.length).toBeGreaterThan(380);
      const column = (index: number): number[] => session.map((row) => row.values[index] as number);
      const expected = [
        column(0)[0],
        Math.max(...column(1)),
        Math.min(...column(2)),
        column(3).at(-1),
        column(4).reduce((sum, volume) => sum + volume, 0),
      ];
      for (const [at, value] of values.entries()) expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 9);
    }
  });

  it('of a day carry the date at the exchange, where the session begins on the day before in UTC', async () => {
    expect(rowsOf(await barsOf('BHP.AX?interval=1d'))).toEqual([
      { ts: Date.UTC(2024, 0, 16), values: [10, 15.5, 9.5, 15.25, 600] },
      { ts: Date.UTC(2024, 0, 17), values: [20, 25.5, 19.5, 25.25, 600] },
    ]);
    const first = await barsOf('BHP.AX?interval=1d&limit=1');
    expect(first.next).toBe(String(Date.UTC(2024, 0, 17)));
    expect(rowsOf(await barsOf(`BHP.AX?interval=1d&order=desc&limit=1`))[0]?.values[0]).toBe(20);
  });

  it.each(['1wk', '1mo', '3mo', '1y'])('of %s agree with an independent calculation', async (interval) => {
    const periodOf = (ts: number): number => {
      const date = new Date(ts);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      const monday = Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
      return (
        { '1wk': monday, '1mo': Date.UTC(year, month), '3mo': Date.UTC(year, month - (month % 3)) }[
          interval
        ] ?? Date.UTC(year, 0)
      );
    };
    const split = Date.UTC(2014, 5, 9);
    const expected = new Map<number, { high: number; low: number; open: number; close: number }>();
    for (const { ts, values } of hours) {
      const by = ts < split ? 7 : 1;
      const [open, high, low, close] = values.map((value) => value / by) as [number, number, number, number];
      const held = expected.get(periodOf(ts));
      if (held === undefined) expected.set(periodOf(ts), { open, high, low, close });
      else Object.assign(held, { high: Math.max(held.high, high), low: Math.min(held.low, low), close });
    }
    const answer = rowsOf(await barsOf(`HOUR?interval=${interval}&adjust=split`));
    expect(answer.map(({ ts }) => ts)).toEqual([...expected.keys()]);
    for (const [at, { open, high, low, close }] of [...expected.values()].entries()) {
      const made = answer[at]?.values ?? [];
      for (const [column, value] of [open, high, low, close].entries())
        expect(made[column]).toBeCloseTo(value, 9);
    }
  });

  it('have one scale within a bar, also unadjusted over a split', async () => {
    const june = async (adjust: string): Promise<Row[]> =>
      rowsOf(await barsOf(`HOUR?interval=1mo&adjust=${adjust}&from=2014-06-01&to=2014-06-30`));
    // June ends after the split, so that its bar is in new shares, as traded and adjusted alike.
    expect(await june('raw')).toEqual(await june('split'));
    const may = async (adjust: string): Promise<number[]> => [
      ...(rowsOf(await barsOf(`HOUR?interval=1mo&adjust=${adjust}&from=2014-05-01&to=2014-05-31`))[0]
        ?.values ?? []),
    ];
    const [raw, split] = [await may('raw'), await may('split')];
    expect(raw[3]).toBeCloseTo((split[3] ?? 0) * 7, 9);
    expect(raw[3]).toBe(hours.filter(({ ts }) => ts < Date.UTC(2014, 5, 1)).at(-1)?.values[3]);
  });

  it.each(['asc', 'desc'])('come page by page as they come at once, %s', async (order) => {
    const whole = rowsOf(await barsOf(`MINI?interval=5m&limit=10000&order=${order}`));
    const paged: Row[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Bars = await barsOf(
        `MINI?interval=5m&limit=77&order=${order}${cursor && `&cursor=${cursor}`}`,
      );
      paged.push(...rowsOf(page));
      cursor = page.next;
    }
    expect(whole.length).toBeGreaterThan(300);
    expect(paged).toEqual(whole);
  });
});
