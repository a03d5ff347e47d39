import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findIndicator } from '../../../src/indicators/catalogue.ts';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';

// One migrated database, asked through the command line as a user asks.
const folder = freshFolder('answers');
const source = join(folder, 'legacy.db');
const env = { STOCKULA_DATA_DIR: join(folder, 'data') };
let migrated: Run;

beforeAll(async () => {
  writeSyntheticLegacy(source, { symbols: 2, years: 2 });
  migrated = await runStockula(['migrate', 'run', '--from', source, '-o', 'json'], env);
}, 120_000);

afterAll(async () => {
  await runStockula(['db', 'stop'], env);
});

test('migrate run -o json prints one object, progress goes to stderr, the new database named', () => {
  expect(migrated.status).toBe(0);
  const report = JSON.parse(migrated.stdout);
  expect(report.status).toBe('verified');
  for (const { read, written, merged, quarantined } of report.tables)
    expect(read).toBe(written + merged + quarantined);
  const events = migrated.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.filter(({ event }) => event === 'done').map(({ step }) => step)).toContain('copy');
  expect(migrated.stderr).toContain(`creating the embedded database in ${env.STOCKULA_DATA_DIR} (once)`);
});

/** Closes as the legacy file has them, read without any code of ours. */
function closesOf(symbol: string): number[] {
  const database = new DatabaseSync(source, { readOnly: true });
  const rows = database
    .prepare(`SELECT close_price AS c FROM price_history WHERE symbol = ? AND interval = '1d' ORDER BY date`)
    .all(symbol);
  database.close();
  return rows.map(({ c }) => Number(c));
}

describe('technical analysis', () => {
  test('as JSON: the last close and a moving average by hand', async () => {
    const { status, stdout, stderr } = await runStockula(['-t', 'syna', '-m', 'ta', '-o', 'json'], env);
    expect(stderr).toMatch(/^(Note: \d+ sessions? of SYNA \(1d\) not stored or not final yet\. .*\n)?$/);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    const closes = closesOf('SYNA');
    expect(answer).toMatchObject({ symbol: 'SYNA', bars: closes.length, close: closes.at(-1) });
    const sma20 = answer.indicators.find((one: { label: string }) => one.label === 'SMA 20').values.sma;
    const byHand = closes.slice(-20).reduce((sum, close) => sum + close, 0) / 20;
    expect(Math.abs(sma20 / byHand - 1)).toBeLessThan(1e-12);
  });

  test('on the console: headline, every indicator, signals, no NaN', async () => {
    const { stdout } = await runStockula(['--ticker', 'SYNA', '--mode', 'ta'], env);
    for (const word of ['SYNA', 'RSI 14', 'MACD 12/26/9', 'BBANDS', 'ICHIMOKU', 'OBV', 'Signals'])
      expect(stdout).toContain(word);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('an unknown symbol: exit 4 and a suggestion', async () => {
    const { status, stderr } = await runStockula(['-t', 'SYNC'], env);
    expect(status).toBe(4);
    expect(stderr).toMatch(/SYNA|SYNB/);
  });

  test('an interval without bars: exit 4, names the intervals there are', async () => {
    const { status, stderr } = await runStockula(['-t', 'SYNA', '--interval', '60m'], env);
    expect(status).toBe(4);
    expect(stderr).toContain('1d');
  });

  test('too few bars: dashes and notes rather than numbers', async () => {
    const { status, stdout } = await runStockula(
      ['-t', 'SYNA', '-m', 'ta', '--from', '2026-11-16', '-o', 'json'],
      env,
    );
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer.bars).toBeLessThan(10);
    expect(answer.notes.join(' ')).toContain('SMA 200 needs 200 bars');
  });
});

describe('indicator series', () => {
  test('CSV with ts and value, empty during warm-up, the same numbers as the calculation', async () => {
    const { stdout, status } = await runStockula(
      ['indicators', 'rsi', '-t', 'SYNA', '-p', 'period=14', '-o', 'csv'],
      env,
    );
    expect(status).toBe(0);
    const lines = stdout.trim().split(/\r?\n/);
    expect(lines[0]).toBe('ts,value');
    const values = lines.slice(1).map((line) => line.split(',')[1]);
    expect(values.slice(0, 14)).toEqual(Array(14).fill(''));
    const close = Float64Array.from(closesOf('SYNA'));
    const series = {
      symbol: 'SYNA',
      interval: '1d',
      ts: close,
      open: close,
      high: close,
      low: close,
      close,
      volume: close,
    } as never;
    const expected = findIndicator('rsi')?.compute(series, { timeperiod: 14 })['rsi'];
    expect(values.slice(14).map(Number)).toEqual([...(expected ?? [])].slice(14));
  });

  test('a range in the middle has values from its first bar on', async () => {
    const { stdout } = await runStockula(
      ['indicators', 'sma', '-t', 'SYNA', '-p', 'period=50', '--from', '2026-01-01', '-o', 'json'],
      env,
    );
    const { values } = JSON.parse(stdout);
    expect(values[0].ts >= '2026-01-01').toBe(true);
    expect(values.every(({ value }: { value: number }) => Number.isFinite(value))).toBe(true);
  });

  test('decimal points stand in a line; a series that never begins says how many bars it needs', async () => {
    const sma = ['indicators', 'sma', '-t', 'SYNA', '-p', 'period=3'];
    const { stdout, stderr } = await runStockula(sma, env);
    const points = stdout
      .split('\n')
      .slice(3, -1)
      .map((line) => line.indexOf('.'));
    expect(new Set(points).size).toBe(1);
    expect(points[0]).toBeGreaterThan(0);
    expect(stderr).not.toContain('first value');
    const short = await runStockula(['indicators', 'rsi', '-t', 'SYNA', '-p', 'period=100000'], env);
    expect(short.status).toBe(0);
    expect(short.stderr).toMatch(
      /Note: rsi has its first value after 100,001 bars, and there are \d{2,3}\.\n/,
    );
  });

  test('several outputs become several columns', async () => {
    const { stdout } = await runStockula(['indicators', 'macd', '-t', 'SYNB', '-o', 'csv'], env);
    expect(stdout.split(/\r?\n/)[0]).toBe('ts,macd,signal,histogram');
  });
});

describe('sql', () => {
  test('table, JSON and CSV of the same answer', async () => {
    const ask = (output: string) =>
      runStockula(['sql', `SELECT symbol, name FROM stocks ORDER BY symbol LIMIT 1`, '-o', output], env);
    expect(JSON.parse((await ask('json')).stdout)).toEqual([
      { symbol: 'SYNA', name: expect.stringContaining('Synthetic') },
    ]);
    expect((await ask('csv')).stdout).toMatch(/^symbol,name\r?\nSYNA,/);
    expect((await ask('table')).stdout).toContain('(1 row');
  });

  test('values stand as PostgreSQL prints them, numbers to the right', async () => {
    const statement = `SELECT 1234567.5::float8 AS f, 1e15::float8 AS e, 12345678901::int8 AS i, 1234567.10::numeric AS n,
      true AS b, '{"a": [1]}'::jsonb AS j, DATE '2026-01-02' AS d, 'NaN'::float8 AS x, NULL AS nothing`;
    const table = await runStockula(['sql', statement], env);
    const [titles, values, count] = table.stdout.split('\n');
    expect(values?.split(/ {2,}/)).toEqual([
      '1234567.5',
      '1e+15',
      '12345678901',
      '1234567.10',
      'true',
      '{"a": [1]}',
      '2026-01-02',
      'NaN',
      '–',
    ]);
    expect(titles).toMatch(/^ {8}f {2}/);
    expect(count).toBe('(1 row)');
    const csv = await runStockula(['sql', statement, '-o', 'csv'], env);
    expect(csv.stdout.split('\r\n')[1]).toBe(
      '1234567.5,1e+15,12345678901,1234567.10,true,"{""a"": [1]}",2026-01-02,NaN,',
    );
    const json = await runStockula(['sql', statement, '-o', 'json'], env);
    expect(JSON.parse(json.stdout)).toEqual([
      {
        f: 1234567.5,
        e: 1e15,
        i: '12345678901',
        n: '1234567.10',
        b: true,
        j: { a: [1] },
        d: '2026-01-02',
        x: null,
        nothing: null,
      },
    ]);
  });

  test('writing is refused without --write, also behind a semicolon', async () => {
    const one = await runStockula(['sql', `DELETE FROM stocks`], env);
    expect(one.status).toBe(7);
    expect(one.stderr).toContain('--write');
    const two = await runStockula(['sql', `SELECT 1; COMMIT; DELETE FROM stocks`], env);
    expect(two.status).toBe(7);
    expect(
      JSON.parse(
        (await runStockula(['sql', 'SELECT count(*)::int AS n FROM stocks', '-o', 'json'], env)).stdout,
      ),
    ).toEqual([{ n: 2 }]);
  });

  test('with --write it happens', async () => {
    const { status } = await runStockula(
      ['sql', '--write', `UPDATE stocks SET sector = 'Test' WHERE symbol = 'SYNB'`],
      env,
    );
    expect(status).toBe(0);
    expect(
      (await runStockula(['sql', `SELECT sector FROM stocks WHERE symbol = 'SYNB'`, '-o', 'csv'], env))
        .stdout,
    ).toContain('Test');
    // The run finds the difference, the next one writes what differs.
    expect((await runStockula(['migrate', 'run', '--from', source], env)).status).toBe(8);
    expect((await runStockula(['migrate', 'run', '--from', source], env)).status).toBe(0);
  });

  test('a statement that is wrong names what is wrong', async () => {
    const { status, stderr } = await runStockula(['sql', 'SELEKT 1'], env);
    expect(status).toBe(7);
    expect(stderr).toMatch(/SELEKT[\s\S]*42601/);
  });
});

describe('doctor and db', () => {
  test('doctor finds nothing wrong and shows policies and chunks', async () => {
    const { status, stdout } = await runStockula(['doctor', '-o', 'json'], env);
    const diagnosis = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(diagnosis.database.edition).toBe('community');
    expect(
      diagnosis.findings.filter((finding: { severity: string }) => finding.severity === 'problem'),
    ).toEqual([]);
    expect(diagnosis.jobs.map((job: { on: string }) => job.on)).toContain('ts_price_daily');
    const prices = diagnosis.hypertables.find((table: { name: string }) => table.name === 'ts_price_history');
    expect(prices.compressed_chunks).toBeGreaterThan(0);
  });

  test('doctor sees a chunk width that is not as configured, and mends it', async () => {
    await runStockula(
      ['sql', '--write', `SELECT set_chunk_time_interval('ts_price_history', INTERVAL '99 days')`],
      env,
    );
    const ill = await runStockula(['doctor'], env);
    expect(ill.status).toBe(7);
    expect(ill.stdout).toContain('doctor --mend');
    const mended = await runStockula(['doctor', '--mend'], env);
    expect(mended.status).toBe(0);
  });

  test('doctor sees policies that are missing, other, or too many, and mends them', async () => {
    const never = { ...env, STOCKULA_CONFIG_FILE: join(folder, 'never.yaml') };
    writeFileSync(never.STOCKULA_CONFIG_FILE, 'storage:\n  compress_after: never\n');
    const write = (statement: string) => runStockula(['sql', '--write', statement], env);
    await write(`SELECT remove_retention_policy('ts_price_history')`);
    await write(`SELECT alter_job(job_id, config => config || '{"compress_after": "70 days"}')
      FROM timescaledb_information.jobs WHERE proc_name = 'policy_compression' AND hypertable_name = 'ts_options_puts'`);
    const problems = async (environment: Record<string, string>) => {
      const { stdout, status } = await runStockula(['doctor', '-o', 'json'], environment);
      const { findings } = JSON.parse(stdout);
      return [
        status,
        ...findings.flatMap((one: { severity: string; what: string; remedy: string }) =>
          one.severity === 'problem' && one.remedy.endsWith('doctor --mend') ? [one.what] : [],
        ),
      ];
    };
    const noRetention =
      'There is no policy retention on ts_price_history; the configuration asks for one (drop after 5 years)';
    expect(await problems(env)).toEqual([
      7,
      'The policy compression on ts_options_puts has compress after 70 days; the configuration asks for compress after 7 days',
      noRetention,
    ]);
    expect(await problems(never)).toEqual([
      7,
      ...['ts_price_history', 'ts_options_calls', 'ts_options_puts'].map(
        (table) => `There is a policy compression on ${table}, where the configuration asks for none`,
      ),
      noRetention,
    ]);
    expect((await runStockula(['doctor', '--mend'], env)).status).toBe(0);
    expect(await problems(env)).toEqual([0]);
  });

  test('what is not found may be on its way: a migration that has not ended is named', async () => {
    const mark = (status: string) =>
      runStockula(
        [
          'sql',
          '--write',
          `UPDATE migration_runs SET status = '${status}' WHERE id = (SELECT max(id) FROM migration_runs)`,
        ],
        env,
      );
    await mark('running');
    const { status, stderr } = await runStockula(['-t', 'SYNC'], env);
    expect(status).toBe(4);
    expect(stderr).toMatch(/has not come to its end.*migrate run --from \S+legacy\.db/);
    await mark('verified');
    expect((await runStockula(['-t', 'SYNC'], env)).stderr).not.toContain('has not come to its end');
  });

  test('db stop stops, db status says so, and the next command opens it again with everything there', async () => {
    expect((await runStockula(['db', 'stop'], env)).status).toBe(0);
    const status = JSON.parse((await runStockula(['db', 'status', '-o', 'json'], env)).stdout);
    expect(status.served).toBe(false);
    expect(existsSync(join(env.STOCKULA_DATA_DIR, 'holder.json'))).toBe(false);
    const { stdout } = await runStockula(
      ['sql', 'SELECT count(*)::int AS n FROM ts_price_history', '-o', 'json'],
      env,
    );
    const expected = JSON.parse(migrated.stdout).tables.find(
      (table: { name: string }) => table.name === 'price_history',
    ).written;
    expect(JSON.parse(stdout)).toEqual([{ n: expected }]);
  });
});
