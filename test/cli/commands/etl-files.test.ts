import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { ended } from '../../support/run-stockula.ts';
import { type EtlWorkplace, eventsOf, makeEtlWorkplace } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
});
afterAll(() => place.close());
const etl = (...args: readonly string[]) => place.etl(...args);
const barsOf = async (symbol: string) => {
  const query = `SELECT interval, ts::date AS day, open, close, volume FROM ts_price_history WHERE symbol = '${symbol}' ORDER BY ts`;
  return (await place.stockula('sql', query, '-o', 'csv')).stdout.trim().split(/\r?\n/).slice(1);
};

const head = 'Date,Open,High,Low,Close,Volume';
const good = [head, '2024-02-05,100,101,99,100.5,1000', '2024-02-06,100.5,102,100,101,1200'];
/** Its second bar opens above its high, its third has its high below its low. */
const dirty = [...good, '2024-02-07,105,102,100,101,900', '2024-02-08,101,100,102,101,1100'];

describe('stockula etl import', () => {
  it('stores a file; again it changes nothing', async () => {
    const path = place.file('GOOD-1d.csv', good);
    const first = await etl('import', path);
    expect(first.stdout).toMatch(/^Symbol .*\nGOOD +1d +✓ success +2\n\n1 symbol succeeded, 2 new bars in /);
    expect(first.status).toBe(0);
    expect(await barsOf('GOOD')).toEqual(['1d,2024-02-05,100,100.5,1000', '1d,2024-02-06,100.5,101,1200']);
    expect((await etl('import', path)).stdout).toMatch(/GOOD +1d +✓ success +0 +2\n/);
  });

  it('refuses a file that is none with 5 and stores nothing of it, what was sound before the defect included', async () => {
    const path = place.file('BROKEN-1d.csv', [...good, '2024-02-07,"100,101,99,100.5,1000']);
    const { status, stdout, stderr } = await etl('import', path);
    expect({ status, stdout }).toEqual({ status: 5, stdout: '' });
    expect(stderr).toMatch(/SOURCE_UNUSABLE[\s\S]*Expected .*Got [\s\S]*BROKEN-1d\.csv/);
    expect(await barsOf('BROKEN')).toEqual([]);
    const json = await etl('import', join(place.folder, 'missing.csv'), '-o', 'json');
    expect(json.status).toBe(5);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'SOURCE_UNUSABLE' } });
  });

  it('takes the good one of two files, and ends with 12', async () => {
    const bad = place.file('bad.csv', ['garbage']);
    const other = place.file('OTHER-1d.csv', good);
    const { status, stdout, stderr } = await etl('import', bad, other);
    expect(status).toBe(12);
    expect(stdout).toMatch(/OTHER +1d +✓ success +2\n/);
    expect(stdout).toMatch(/\n1 of 2 files could not be read, and nothing of it was stored\.\n$/);
    expect(stderr).toContain(`${bad}: nothing of it was stored. Expected `);
    const { verdict, failures } = JSON.parse((await etl('import', bad, other, '-o', 'json')).stdout);
    expect({ verdict, failures }).toMatchObject({
      verdict: 'partial',
      failures: [{ path: bad, code: 'SOURCE_UNUSABLE' }],
    });
  });

  it('takes a file as of a day that you name, and refuses one that is none or has not come', async () => {
    const path = place.file('ASOF-1d.csv', good);
    for (const day of ['2024-02-30', '2999-01-01', 'yesterday', '2024-02-07T10:00']) {
      const { status, stderr } = await etl('import', path, '--as-of', day);
      expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('--as-of') });
    }
    const asOf = async (text: string): Promise<string> => {
      expect((await etl('import', path, '--as-of', text, '--basis', 'split', '--replace')).status).toBe(0);
      const sql = `SELECT DISTINCT fetched_at AT TIME ZONE 'UTC' AS at FROM ts_price_history WHERE symbol = 'ASOF'`;
      return (await place.stockula('sql', sql, '-o', 'csv')).stdout.trim();
    };
    expect(await asOf('2024-02-07')).toMatch(/2024-02-07.05:00:00/);
    expect(await asOf('2024-02-08T21:30Z')).toMatch(/2024-02-08.21:30:00/);
  });

  it('reads columns under other names, another delimiter and decimal sign, and believes symbol and interval', async () => {
    const lines = ['Datum;Eröffnung;Hoch;Tief;Schluss', '05.02.2024;1,5;2,5;1;2', '12.02.2024;2;3,25;1,75;3'];
    const path = place.file('export.csv', lines);
    const map = 'date=Datum,open=Eröffnung,high=Hoch,low=Tief,close=Schluss';
    const flags = [
      '--symbol',
      'sap.de',
      '--interval',
      '1wk',
      '--decimal',
      ',',
      '--delimiter',
      ';',
      '--dates',
      'dmy',
    ];
    const { status, stderr } = await etl('import', path, '--map', map, ...flags);
    expect(status, stderr).toBe(0);
    expect(await barsOf('SAP.DE')).toEqual(['1wk,2024-02-05,1.5,2,', '1wk,2024-02-12,2,3,']);
  });

  test.each([
    [['--map', 'clsoe=Schluss'], /Did you mean close\?/],
    [['--map', 'close'], /role=COLUMN[\s\S]*Got "close"[\s\S]*For example: --map date=Datum/],
    [['--map', 'ts'], /For example: --map date=Datum/],
    [['--map', 'Datum=ts'], /The role comes first\. Did you mean ts=Datum\?/],
    [['--map', 'date=A,ts=B'], /Got "ts twice"/],
    [['--zone', 'Mars/Olympus'], /IANA time zone/],
    [['--decimal', ';'], /Allowed choices/],
    [['--symbol', 'A B'], /ticker symbol/],
  ])('%j is refused', async (args, words) => {
    const { status, stdout, stderr } = await etl('import', 'x.csv', ...args);
    expect(stderr).toMatch(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

describe('stockula etl quarantine', () => {
  const listed = async (symbol: string) =>
    JSON.parse((await etl('quarantine', 'list', symbol, '-o', 'json')).stdout) as readonly {
      readonly id: string;
      readonly reason: string;
      readonly original: Record<string, unknown>;
    }[];

  it('lists what an import set aside, with its reason, and explains it', async () => {
    const { stdout, status } = await etl('import', place.file('DIRT-1d.csv', dirty));
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /DIRT +1d +✓ success +2 +2\n\n.* 2 new bars, 2 set aside \(".*etl quarantine"\) in /,
    );
    const table = await etl('quarantine', 'list', 'dirt', '--reason', 'outside_range');
    expect(table.stdout).toMatch(
      /^Id .*\n\w{10} +file +DIRT +1d 2024-02-07 +opens or closes outside its high and low +20.*\n$/,
    );
    const [row] = (await listed('DIRT')).filter(({ reason }) => reason === 'outside_range');
    const explained = await etl('quarantine', 'explain', row?.id ?? '');
    expect(explained.stdout).toMatch(
      /^DIRT 1d 2024-02-07 from file: this bar opens or closes outside its high and low /,
    );
    expect(explained.stdout).toMatch(
      /\nDelivered: open 105, high 102, low 100, close 101, volume 900 \(row 4\); prices: raw\n/,
    );
    expect(explained.stdout).toMatch(/\n2024-02-06 +100\.50 +102\.00 +100\.00 +101\.00 +1,200 +file\n/);
    const json = JSON.parse((await etl('quarantine', 'explain', row?.id ?? '', '-o', 'json')).stdout);
    expect(json).toMatchObject({
      releasable: true,
      row: { original: { origin: { basis: 'raw', currency: null } } },
    });
  });

  it('releases a row as the bar that its file meant, and no row that is no bar', async () => {
    await etl('import', place.file('PENCE.L-1d.csv', dirty), '--currency', 'GBp');
    const rows = await listed('PENCE.L');
    const idOf = (reason: string): string => rows.find((row) => row.reason === reason)?.id ?? '';
    const refused = await etl('quarantine', 'release', idOf('outside_range'), idOf('high_under_low'));
    expect(refused).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/its high not below its low/),
    });
    expect(await listed('PENCE.L')).toHaveLength(2);
    expect((await etl('quarantine', 'explain', idOf('high_under_low'))).stdout).toMatch(
      /It cannot be stored as it is\.\n$/,
    );
    const { status, stdout } = await etl('quarantine', 'release', idOf('outside_range'));
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Stored: PENCE.L 1d 2024-02-07\n' });
    expect((await barsOf('PENCE.L')).at(-1)).toBe('1d,2024-02-07,1.05,1.01,900');
    const named = await place.stockula(
      'sql',
      `SELECT currency FROM stocks WHERE symbol = 'PENCE.L'`,
      '-o',
      'csv',
    );
    expect(named.stdout.trim().split(/\r?\n/)).toEqual(['currency', 'GBP']);
    for (const currency of ['constructor', 'gbp', 'pounds']) {
      const wrong = await etl('import', place.file('WEIRD-1d.csv', good), '--currency', currency);
      expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('--currency') });
    }
    expect(await listed('PENCE.L')).toMatchObject([{ reason: 'high_under_low' }]);
    const { coverage } = JSON.parse(
      (await etl('coverage', 'PENCE.L', '--to', '2024-02-07', '-o', 'json')).stdout,
    );
    expect(coverage[0].counts).toMatchObject({ held: 3, missing: 0 });
  });

  it('releases a dividend or split that says something, and refuses one that says nothing', async () => {
    const lines = ['Date,Dividends', '2024-02-07,0', '2199-01-01,0.5'];
    await etl('import', place.file('divs.csv', lines), '--symbol', 'DIVS');
    const [zero, future] = await listed('DIVS');
    expect(future).toMatchObject({ kind: 'actions', reason: 'future_bar', original: { action: 'dividend' } });
    expect((await etl('quarantine', 'list', 'DIVS')).stdout).toMatch(/DIVS +dividend 2024-02-07 +is a div/);
    expect((await etl('quarantine', 'explain', zero?.id ?? '')).stdout).toMatch(
      /^DIVS dividend 2024-02-07 from file: this row is a div.*\nDelivered: value 0 \(row 2\); prices: split\n[\s\S]*cannot be stored/,
    );
    for (const [row, words] of [
      [zero, /ex-date that has come[\s\S]*which is a dividend or a split that is zero or negative/],
      [future, /which is of a day that is yet to come/],
    ] as const) {
      const refused = await etl('quarantine', 'release', row?.id ?? '');
      expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(words) });
    }
    const sound = `UPDATE quarantine SET original = (original::jsonb || '{"value": 0.5}')::json WHERE symbol = 'DIVS'`;
    await place.stockula('sql', sound, '--write');
    const { status, stdout } = await etl('quarantine', 'release', zero?.id ?? '', '-o', 'json');
    expect({ status, released: JSON.parse(stdout) }).toMatchObject({
      status: 0,
      released: [{ symbol: 'DIVS', what: 'dividend', interval: null, ts: Date.parse('2024-02-07') }],
    });
    expect(await listed('DIVS')).toMatchObject([{ reason: 'future_bar' }]);
  });

  it('asks the sources again; a sound bar takes the place of the row', async () => {
    await etl('import', place.file('RETRY-1d.csv', dirty));
    const ids = (await listed('RETRY')).map(({ id }) => id);
    expect((await etl('quarantine', 'retry', ...ids, '--offline')).status).toBe(11);
    expect(await listed('RETRY')).toHaveLength(2);
    const retried = await etl('quarantine', 'retry', ...ids);
    expect(retried.stdout).toMatch(/RETRY +1d +✓ success +[23] /);
    expect(await listed('RETRY')).toEqual([]);
  });

  test.each([
    [['explain', '0123456789'], 4, /"0123456789"[\s\S]*quarantine list/],
    [['release', '0123456789'], 4, /NOT_FOUND/],
    [['retry', '0123456789'], 4, /NOT_FOUND/],
    [['list', '--reason', 'bad_mood'], 2, /Allowed choices/],
    [['list', '--limit', 'many'], 2, /whole number/],
  ])('%j is refused', async (args, exit, words) => {
    const { status, stdout, stderr } = await etl('quarantine', ...args);
    expect(stderr).toMatch(words);
    expect({ status, stdout }).toEqual({ status: exit, stdout: '' });
  });
});

describe('stockula etl watch', () => {
  it('refuses a file, and names the command for it', async () => {
    const path = place.file('ONE-1d.csv', good);
    const run = await etl('watch', path);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/which is a file\n.*etl import \S+ONE-1d\.csv\n/);
  });

  it('waits for a folder that is not there yet, tells each file with its time, and the sum at the end', async () => {
    const folder = join(place.folder, 'later');
    const watch = place.begin('etl', 'watch', folder);
    const run = ended(watch);
    let told = '';
    watch.stderr?.on('data', (text) => (told += text));
    watch.stdout?.on('data', (text) => (told += text));
    const until = async (words: RegExp): Promise<void> => {
      while (!words.test(told)) await setTimeout(50);
    };
    await until(/Watching .*later, which is not there yet: its files are taken once it is\. Ctrl-C ends it/);
    place.file('later/SOON-1d.csv', good);
    await until(/ 2 new bars in /);
    watch.kill('SIGTERM');
    const { status, stdout } = await run;
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\n20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC {2}\S+SOON-1d\.csv\nSymbol /);
    expect(stdout).toMatch(/\n\n1 file, 0 of which nothing was stored, 2 new bars\.\n$/);
  });

  it('imports a file that comes and tells one that is none, until Ctrl-C ends it with 0', async () => {
    place.file('inbox/BAD.csv', ['garbage']);
    const watch = place.begin('etl', 'watch', join(place.folder, 'inbox'), '-o', 'json');
    const run = ended(watch);
    let told = '';
    const until = async (words: string): Promise<void> => {
      while (!told.includes(words)) {
        const [text] = await once(watch.stderr ?? watch, 'data');
        told += text;
      }
    };
    await until('"outcome":"failed"');
    renameSync(place.file('WATCH-1d.csv', good), join(place.folder, 'inbox/WATCH-1d.csv'));
    await until('"outcome":"success"');
    watch.kill('SIGINT');
    const left = await run;
    expect(left.status).toBe(0);
    expect(JSON.parse(left.stdout)).toEqual({ files: 2, failed: 1, written: 2 });
    expect(eventsOf(left).filter(({ event }) => event === 'file')).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('Expected') },
      { outcome: 'success' },
    ]);
    expect(await barsOf('WATCH')).toHaveLength(2);
  });
});
