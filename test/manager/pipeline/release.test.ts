import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../../src/domain/nominal.ts';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import { releaseSetAside } from '../../../src/manager/pipeline/release.ts';
import { retrySetAside } from '../../../src/manager/pipeline/retry-set-aside.ts';
import { explainSetAside, listSetAside } from '../../../src/manager/pipeline/set-aside.ts';
import type { FileOptions } from '../../../src/sources/files/options.ts';
import { freshFolder } from '../../support/embedded.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase, type TestPipeline } from './support.ts';

const control = { signal: new AbortController().signal };
const symbols = {
  TRY: {
    dividends: [{ date: '2026-02-18', amount: 0.25 }],
    splits: [{ date: '2026-02-24', ratio: 2 }],
  },
};

describe('dividends and splits that are set aside', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;

  const at = (iso: string): EpochMs => Date.parse(`${iso}T12:00:00Z`) as EpochMs;
  /** @param written when the file says that it was written */
  const importLines = async (name: string, lines: string[], options: FileOptions, written: string) => {
    const path = join(freshFolder('release'), name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    utimesSync(path, new Date(at(written)), new Date(at(written)));
    await importFile(pipeline, { path, options, replace: false }, control);
  };
  const setAside = async (symbol: string) => {
    const rows = await listSetAside(target.database.pool, { symbols: [symbol], reason: null, limit: 99 });
    return new Map(rows.map((row) => [row.place.slice(symbol.length + 1, -14), row]));
  };
  const idOf = async (symbol: string, place: string): Promise<string> =>
    (await setAside(symbol)).get(place)?.id ?? '';
  const stored = async (table: 'ts_dividends' | 'ts_splits', value: string, symbol: string) => {
    const { rows } = await target.database.pool.query(
      `SELECT ts::date::text AS day, ${value} AS value, source FROM ${table} WHERE symbol = $1 ORDER BY ts`,
      [symbol],
    );
    return rows.map(({ day, value: said, source }) => `${day} ${said} ${source}`);
  };
  const dividends = (symbol: string) =>
    stored('ts_dividends', "amount || coalesce(' ' || currency, '') || ' ' || basis", symbol);
  const splits = (symbol: string) => stored('ts_splits', 'ratio', symbol);

  beforeAll(async () => {
    [yahoo, target] = await Promise.all([
      YahooStandIn.start({ now: '2026-02-27T22:00:00Z', symbols }),
      openTestDatabase(),
    ]);
    pipeline = openTestPipeline(target.database, yahoo.address, { now: '2026-02-27T22:00:00Z' });
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  test('those that were announced are stored once their day has come, and not before', async () => {
    const { database } = target;
    const options = { symbol: 'SOON', basis: 'split', currency: 'GBp' } as const;
    await importLines('divs.csv', ['Date,Dividends', '2026-03-03,50'], options, '2026-03-10');
    await importLines('splits.csv', ['Date,Stock Splits', '2026-03-05,4:1'], options, '2026-03-10');
    const ids = [await idOf('SOON', 'dividend 2026-03-03'), await idOf('SOON', 'split 2026-03-05')];
    await expect(releaseSetAside(pipeline, ids, at('2026-03-03'))).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/an ex-date that has come[\s\S]*is of a day that is yet to come/),
    });
    expect([await dividends('SOON'), await splits('SOON')]).toEqual([[], []]);
    expect(await explainSetAside(database.pool, ids[1] ?? '', at('2026-03-03'))).toMatchObject({
      releasable: false,
    });

    expect(await explainSetAside(database.pool, ids[1] ?? '', at('2026-03-12'))).toMatchObject({
      releasable: true,
    });
    const released = await releaseSetAside(pipeline, ids, at('2026-03-12'));
    expect(released).toMatchObject([
      { symbol: 'SOON', what: 'dividend', interval: null },
      { symbol: 'SOON', what: 'split', ts: Date.parse('2026-03-05') },
    ]);
    // 50 pence of a share of when the file was written: it came without the splits up to then.
    expect(await dividends('SOON')).toEqual(['2026-03-03 0.5 GBP split file']);
    expect(await splits('SOON')).toEqual(['2026-03-05 4 file']);
    expect(await setAside('SOON')).toEqual(new Map());
  });

  test('others of the key of a released one are set aside no longer', async () => {
    const rows = ['Date,Dividends', '2026-02-04,0', '2026-02-04,-1', '2026-02-04,0.7', '2026-02-04,0.9'];
    await importLines('twins.csv', rows, { symbol: 'TWINS' }, '2026-02-27');
    const listed = () => listSetAside(target.database.pool, { symbols: ['TWINS'], reason: null, limit: 99 });
    expect(await listed()).toHaveLength(3);
    const right = (await listed()).find(({ original }) => original['value'] === 0.7);
    await releaseSetAside(pipeline, [right?.id ?? ''], at('2026-03-12'));
    expect(await dividends('TWINS')).toEqual(['2026-02-04 0.7 split file']);
    expect(await listed()).toEqual([]);
  });

  test('a dividend and a split of one day are two rows', async () => {
    await importLines('d.csv', ['Date,Dividends', '2026-02-03,0'], { symbol: 'BOTH' }, '2026-02-27');
    await importLines('s.csv', ['Date,Stock Splits', '2026-02-03,0'], { symbol: 'BOTH' }, '2026-02-27');
    expect([...(await setAside('BOTH')).keys()].sort()).toEqual(['dividend 2026-02-03', 'split 2026-02-03']);
  });

  test.each([
    ['-0.5', 'dividend', /is a dividend or a split that is zero or negative/],
    ['unpaid', 'dividend', /has something else where a number belongs/],
    ['0', 'split', /is a dividend or a split that is zero or negative/],
  ])(
    '%s as a %s means nothing and is refused; nothing else of the call is stored',
    async (value, kind, words) => {
      const column = kind === 'split' ? 'Stock Splits' : 'Dividends';
      await importLines(
        'none.csv',
        [`Date,${column}`, `2026-02-05,${value}`],
        { symbol: 'NONE' },
        '2026-02-27',
      );
      const ids = [await idOf('NONE', `${kind} 2026-02-05`)];
      await expect(releaseSetAside(pipeline, ids, at('2026-03-12'))).rejects.toThrow(words);
      expect([await dividends('NONE'), await splits('NONE')]).toEqual([[], []]);
    },
  );

  test('a row from which nobody can tell which of the two it is', async () => {
    await importLines('old.csv', ['Date,Dividends', '2026-02-06,0'], { symbol: 'OLD' }, '2026-02-27');
    await target.database.pool.query(
      `UPDATE quarantine SET original = (original::jsonb - 'action' || '{"value": 0.5}')::json WHERE symbol = 'OLD'`,
    );
    const ids = [...(await setAside('OLD')).values()].map(({ id }) => id);
    await expect(releaseSetAside(pipeline, ids, at('2026-03-12'))).rejects.toThrow(
      /does not say whether it is a dividend or a split/,
    );
    await expect(retrySetAside(pipeline, ids, control)).rejects.toThrow(/which a source can be asked about/);
  });

  test('asked for again, what is sound takes their place; what the source does not have stays', async () => {
    const rows = ['Date,Dividends', '2026-02-18,-1', '2026-02-19,-1'];
    await importLines('try.csv', rows, { symbol: 'TRY' }, '2026-02-27');
    await importLines('trys.csv', ['Date,Stock Splits', '2026-02-24,0'], { symbol: 'TRY' }, '2026-02-27');
    const ids = [...(await setAside('TRY')).values()].map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const [run] = await retrySetAside(pipeline, ids, control);
    expect(run?.symbols).toMatchObject([{ symbol: 'TRY', interval: '1d', outcome: 'success' }]);
    expect(await dividends('TRY')).toEqual(['2026-02-18 0.25 USD raw yahoo']);
    expect(await splits('TRY')).toEqual(['2026-02-24 2 yahoo']);
    expect([...(await setAside('TRY')).keys()]).toEqual(['dividend 2026-02-19']);
  });
});
