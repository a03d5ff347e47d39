import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchBars } from '../../../src/manager/pipeline/fetch-bars.ts';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import type { RunReport } from '../../../src/manager/pipeline/run-report.ts';
import { listSetAside } from '../../../src/manager/pipeline/set-aside.ts';
import type { FileOptions } from '../../../src/sources/files/options.ts';
import { freshFolder } from '../../support/embedded.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import {
  dailyBars,
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from './support.ts';

const control = { signal: new AbortController().signal };

// Whatever is counted as quarantined is there afterwards, whole: fetched = … + quarantined.

describe('every row that is set aside is filed', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;

  beforeAll(async () => {
    const now = '2026-03-11T22:00:00Z';
    [yahoo, target] = await Promise.all([YahooStandIn.start({ now }), openTestDatabase()]);
    pipeline = openTestPipeline(target.database, yahoo.address, { now });
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  const imported = (
    name: string,
    content: string | Buffer,
    options: FileOptions = {},
  ): Promise<RunReport> => {
    const path = join(freshFolder('set-aside'), name);
    writeFileSync(path, content);
    return importFile(pipeline, { path, options, replace: false }, control);
  };
  const filed = async (...symbols: string[]) =>
    (await listSetAside(target.database.pool, { symbols, reason: null, limit: 99 })).map(
      ({ symbol, reason }) => `${symbol} ${reason}`,
    );
  const counted = ({ symbols }: RunReport): number =>
    symbols.reduce((sum, { counts }) => sum + counts.quarantined, 0);

  test('one line of several symbols', async () => {
    const wide = [
      'Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume',
      'Ticker,QA,QB,QA,QB,QA,QB,QA,QB,QA,QB',
      'Date,,,,,,,,,,',
      '2026-02-10,10,10,11,11,9,9,10,10,100,100',
      'nonsense,10,20,11,21,9,19,10,20,100,100',
      '2026-02-12,10,10,11,11,9,9,10,10,100,100',
    ];
    const report = await imported('wide.csv', `${wide.join('\n')}\n`, { interval: '1d' });
    expect(counted(report)).toBe(2);
    expect((await filed('QA', 'QB')).sort()).toEqual(['QA unreadable_time', 'QB unreadable_time']);
  });

  test.each([
    ['bad ones', ['2026-02-11,10,11,9,0,100', '2026-02-11,10,11,9,-7,100'], ['price_zero', 'price_negative']],
    [
      'bad ones that say the same',
      ['2026-02-11,10,11,9,0,100', '2026-02-11,10,11,9,0,100'],
      ['price_zero', 'price_zero'],
    ],
    [
      'twins, and a bad one',
      [
        '2026-02-11,10,11,9,10,1',
        '2026-02-11,10,11,9,10,2',
        '2026-02-11,10,11,9,10,3',
        '2026-02-11,10,11,9,0,9',
      ],
      ['price_zero', 'twin_differs', 'twin_differs'],
    ],
  ])('several rows of one day: %s', async (title, rows, reasons) => {
    const symbol = `D${title.length}`;
    const lines = [
      '2026-02-10,10,11,9,10,100',
      ...rows,
      '2026-02-12,10,11,9,10,100',
      '2026-02-13,10,11,9,10,100',
    ];
    // The same file again adds nothing.
    for (let time = 0; time < 2; time += 1) {
      const report = await imported(
        `${symbol}-1d.csv`,
        `Date,Open,High,Low,Close,Volume\n${lines.join('\n')}\n`,
      );
      expect(counted(report)).toBe(reasons.length);
      expect((await filed(symbol)).sort()).toEqual(reasons.map((reason) => `${symbol} ${reason}`).sort());
    }
  });

  test('what another file says later of the same day takes the place of what was said before', async () => {
    const csv = (close: number) => `Date,Open,High,Low,Close,Volume\n2026-02-10,10,11,9,${close},100\n`;
    await imported('LATER-1d.csv', csv(0));
    await imported('LATER-1d.csv', csv(-1));
    expect(await filed('LATER')).toEqual(['LATER price_negative']);
  });

  test('the same symbol and day in two answers of one run', async () => {
    const market = new Proxy(pipeline.market, {
      get: (chain, name) =>
        name !== 'bars'
          ? Reflect.get(chain, name)
          : async (...asked: Parameters<typeof chain.bars>) => {
              const answered = await chain.bars(...asked);
              const [one] = answered.value.bars;
              const bad = { ...one, position: 1, ts: null, close: asked[0].from };
              const dividends = [
                { position: 1, symbol: 'TWO', ts: Date.parse('2026-03-02') * 1000, value: 0 },
              ];
              return { ...answered, value: { ...answered.value, bars: [bad], dividends } };
            },
    });
    await target.database.pool.query(
      `INSERT INTO coverage (symbol, interval, held, counted_at) VALUES ('TWO', '1d', '{[2025-03-01,2025-11-01)}', now())`,
    );
    const report = await fetchBars(
      { ...pipeline, market, now: pipeline.now },
      dailyBars(['TWO'], '2025-02-03', '2026-03-02'),
      control,
    );
    expect(counted(report)).toBe(2);
    // The dividend that both repeat is one row.
    expect((await filed('TWO')).sort()).toEqual([
      'TWO action_not_positive',
      'TWO unreadable_time',
      'TWO unreadable_time',
    ]);
  });
});
