import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDay } from '../../../src/domain/day.ts';
import type { EpochMicros, TickerSymbol } from '../../../src/domain/nominal.ts';
import { fetchBars } from '../../../src/manager/pipeline/fetch-bars.ts';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import type { FileOptions } from '../../../src/sources/files/options.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { freshFolder } from '../../support/embedded.ts';
import { dateOf, dayOf } from '../../support/yahoo/market.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import { zipOf } from '../../support/zip.ts';
import {
  dailyBars,
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from './support.ts';

const control = { signal: new AbortController().signal };
const split = { date: '2026-03-03', ratio: 4 };
const splitOnly = { splits: [split] };
const symbols = {
  EARLY: splitOnly,
  ZIP: splitOnly,
  PAID: { ...splitOnly, dividends: [{ date: '2026-02-10', amount: 1 }] },
  COPIED: splitOnly,
  DAY: splitOnly,
  'DAY.AX': splitOnly,
};
const afterSplit = '2026-03-10T00:00:00Z';

/** A file says what was quoted at some time: which splits are in its prices, and which bar was forming, follows from it. */
describe('files and the time they are as of', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;
  const folder = freshFolder('file-basis');

  const put = (name: string, content: string | Buffer, written = afterSplit): string => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, content);
    utimesSync(path, new Date(written), new Date(written));
    return path;
  };
  /** An export of Yahoo's of that time: prices divided by the splits up to then. */
  const exported = (symbol: string, from: string, to: string, asOf = '2026-03-10'): string => {
    const rows = yahoo.market.tradingDays(symbol, dayOf(from), dayOf(to)).map((day) => {
      const { open, high, low, close, volume } = yahoo.market.traded(symbol, day);
      const ratio = dateOf(day) < split.date && asOf >= split.date ? split.ratio : 1;
      const prices = [open, high, low, close, close].map((price) => price / ratio);
      return [dateOf(day), ...prices, volume * ratio].join(',');
    });
    return `Date,Open,High,Low,Close,Adj Close,Volume\n${rows.join('\n')}\n`;
  };
  const take = (path: string, options: FileOptions = {}, replace = false) =>
    importFile(pipeline, { path, options, replace }, control);
  const closeOn = async (symbol: string, day: string, adjust: 'raw' | 'split' | 'total') => {
    const market = new TimescaleMarket(target.database.pool);
    const { series } = await market.bars(symbol as TickerSymbol, '1d', { adjust });
    const at = series.ts.findIndex((ts) => dateOf(ts) === day);
    return { close: series.close[at], volume: series.volume[at] };
  };
  /** What was traded that day, and the same in shares of today. */
  const expectRight = async (symbol: string, day: string): Promise<void> => {
    const { close, volume } = yahoo.market.traded(symbol, dayOf(day));
    expect(await closeOn(symbol, day, 'raw')).toEqual({ close: expect.closeTo(close, 9), volume });
    expect(await closeOn(symbol, day, 'split')).toEqual({
      close: expect.closeTo(close / split.ratio, 9),
      volume: volume * split.ratio,
    });
  };
  const rows = async (sql: string) => (await target.database.pool.query(sql)).rows;

  beforeAll(async () => {
    const now = '2026-03-11T22:00:00Z';
    [yahoo, target] = await Promise.all([YahooStandIn.start({ now, symbols }), openTestDatabase()]);
    pipeline = openTestPipeline(target.database, yahoo.address, { now });
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  test('a split that is learned of later is taken out of them once', async () => {
    await take(put('EARLY.csv', exported('EARLY', '2026-01-05', '2026-02-27')));
    await fetchBars(pipeline, dailyBars(['EARLY'], '2026-01-05', '2026-03-11'), control);
    await expectRight('EARLY', '2026-02-10');
    await expectRight('EARLY', '2026-03-02');
  });

  test('in whatever order bars and splits stand in an archive', async () => {
    const archive = zipOf([
      { name: 'a/ZIP.csv', content: Buffer.from(exported('ZIP', '2026-01-05', '2026-03-09')) },
      { name: 'b/ZIP.csv', content: Buffer.from('Date,Stock Splits\n2026-03-03,4:1\n') },
    ]);
    await take(put('z.zip', archive), { interval: '1d' });
    await expectRight('ZIP', '2026-02-10');
  });

  test('a dividend is per share of the time of its file', async () => {
    await take(put('PAID.csv', 'Date,Dividends\n2026-02-10,0.25\n'));
    expect(await rows(`SELECT amount, basis FROM ts_dividends WHERE symbol = 'PAID'`)).toEqual([
      { amount: 0.25, basis: 'split' },
    ]);
    await fetchBars(pipeline, dailyBars(['PAID'], '2026-01-05', '2026-03-11'), control);
    const before = yahoo.market.traded('PAID', dayOf('2026-02-09')).close;
    expect((await closeOn('PAID', '2026-02-09', 'total')).close).toBeCloseTo((before - 1) / split.ratio, 9);
  });

  test('a file that was downloaded before the split and copied after it, as you say', async () => {
    await fetchBars(pipeline, dailyBars(['COPIED'], '2026-02-20', '2026-03-11'), control);
    const path = put('COPIED.csv', exported('COPIED', '2026-01-05', '2026-02-18', '2026-02-19'));
    await take(path);
    const { close } = yahoo.market.traded('COPIED', dayOf('2026-02-10'));
    expect((await closeOn('COPIED', '2026-02-10', 'split')).close).toBe(close);
    const asOf = (Date.parse('2026-02-19') * 1000) as EpochMicros;
    const [line] = (await take(path, { asOf }, true)).symbols;
    expect(line?.counts).toMatchObject({ corrected: 33, unchanged: 0 });
    await expectRight('COPIED', '2026-02-10');
  });

  test('a date is one at each exchange: a split of it is in the prices, and its bar may have been forming', async () => {
    const archive = zipOf(
      ['DAY', 'DAY.AX'].map((symbol) => ({
        name: `${symbol}.csv`,
        content: Buffer.from(exported(symbol, '2026-01-05', split.date, split.date)),
      })),
    );
    await take(put('day.zip', archive), { interval: '1d', basis: 'split', asOfDate: parseDay(split.date) });
    const provisional = `SELECT symbol, to_char(ts, 'YYYY-MM-DD') AS day FROM ts_price_history WHERE symbol LIKE 'DAY%' AND provisional ORDER BY 1`;
    expect(await rows(provisional)).toEqual([
      { symbol: 'DAY', day: split.date },
      { symbol: 'DAY.AX', day: split.date },
    ]);
    await take(put('DAY.csv', 'Date,Dividends\n2026-02-10,0.25\n'), { asOfDate: parseDay(split.date) });
    expect(await rows(`SELECT fetched_at FROM ts_dividends WHERE symbol = 'DAY'`)).toEqual([
      { fetched_at: new Date('2026-03-03T05:00:00Z') },
    ]);
    await take(put('DAY.csv', 'Date,Stock Splits\n2026-03-03,4:1\n'));
    await take(put('DAY.AX.csv', 'Date,Stock Splits\n2026-03-03,4:1\n'));
    await expectRight('DAY', '2026-02-10');
    await expectRight('DAY.AX', '2026-02-10');
  });

  test('a bar that was forming when the file was written is fetched again, however late the file comes', async () => {
    const forming = '2026-03-10,50,51,49,50.5,50.5,100\n';
    const text = `${exported('HALF', '2026-03-02', '2026-03-09')}${forming}`;
    const path = put('HALF.csv', text, '2026-03-10T15:00:00Z');
    await take(path, { symbol: 'HALF', interval: '1d' });
    const [ledger] = await rows(
      `SELECT upper(held)::text AS until, provisional::text FROM coverage WHERE symbol = 'HALF'`,
    );
    expect(ledger).toEqual({ until: '2026-03-10', provisional: '{[2026-03-10,2026-03-11)}' });
    await fetchBars(pipeline, dailyBars(['HALF'], '2026-03-02', '2026-03-10'), control);
    const { close } = yahoo.market.traded('HALF', dayOf('2026-03-10'));
    expect(
      await rows(
        `SELECT close, provisional FROM ts_price_history WHERE symbol = 'HALF' AND ts = '2026-03-10Z'`,
      ),
    ).toEqual([{ close, provisional: false }]);
  });

  test('an older file corrects a newer one only if you say so', async () => {
    const bars = (close: number) =>
      `Date,Open,High,Low,Close,Volume\n2026-02-10,10,11,9,${close},100\n2026-02-11,10,11,9,10,100\n`;
    const old = '2026-02-13T00:00:00Z';
    await take(put('OLDN-1d.csv', bars(10.5)));
    const backup = put('backup-1d.csv', bars(10.1), old);
    const [kept] = (await take(backup, { symbol: 'OLDN' })).symbols;
    expect(kept?.counts).toMatchObject({ kept: 1, unchanged: 1, corrected: 0 });
    const [replaced] = (await take(backup, { symbol: 'OLDN' }, true)).symbols;
    expect(replaced?.counts).toMatchObject({ kept: 0, corrected: 1 });

    const splits = (ratio: string) => `Date,Stock Splits\n2026-02-11,${ratio}\n`;
    await take(put('OLDN.csv', splits('4:1')));
    await take(put('backup.csv', splits('5:1'), old), { symbol: 'OLDN' });
    expect(await rows(`SELECT ratio FROM ts_splits WHERE symbol = 'OLDN'`)).toEqual([{ ratio: 4 }]);
    await take(put('backup.csv', splits('5:1'), old), { symbol: 'OLDN' }, true);
    expect(await rows(`SELECT ratio FROM ts_splits WHERE symbol = 'OLDN'`)).toEqual([{ ratio: 5 }]);
  });

  test('notes go with their bars only: one between others, and one that is kept, stays', async () => {
    const notes = async () =>
      (await rows(`SELECT to_char(ts, 'MM-DD') AS day FROM bar_flags WHERE symbol = 'NOTED' ORDER BY 1`)).map(
        ({ day }) => day,
      );
    const bars = (...days: string[]) =>
      `Date,Open,High,Low,Close,Volume\n${days.map((day) => `2026-02-${day},10,11,9,10,100\n`).join('')}`;
    // The 7th and the 14th are Saturdays, on which New York is closed.
    await take(put('NOTED-1d.csv', bars('06', '07', '09', '13', '14', '17'), '2026-02-20T00:00:00Z'));
    expect(await notes()).toEqual(['02-07', '02-14']);
    await take(
      put('NOTED-1d.csv', bars('06', '14', '17').replaceAll(',10,100', ',10.2,100'), '2026-02-19T00:00:00Z'),
    );
    expect(await notes()).toEqual(['02-07', '02-14']);
    await fetchBars(pipeline, dailyBars(['NOTED'], '2026-02-02', '2026-02-20'), control);
    // The stand-in trades on the holiday.
    expect(await notes()).toEqual(['02-07', '02-14', '02-16']);
  });

  test('a file from the future is one of now', async () => {
    const bars = 'Date,Open,High,Low,Close,Volume\n2026-03-09,10,11,9,10,100\n2026-03-10,10,11,9,10,100\n';
    await take(put('AHEAD-1d.csv', `${bars}2026-03-11,10,11,9,10,100\n`, '2026-09-01T00:00:00Z'));
    expect(
      await rows(`SELECT DISTINCT fetched_at FROM ts_price_history WHERE symbol = 'AHEAD'`),
    ).toMatchObject([{ fetched_at: new Date('2026-03-11T22:00:00Z') }]);
  });
});
