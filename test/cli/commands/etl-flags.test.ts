import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type EtlWorkplace, makeEtlWorkplace } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
});
afterAll(() => place.close());
const etl = (...args: readonly string[]) => place.etl(...args);

const head = 'Date,Open,High,Low,Close,Volume';
const bar = (day: string, close: number, volume: number | string = 1000): string =>
  [day, close, close + 1, close - 1, close, volume].join(',');
/** A level that halves on 7 February, a Saturday, and a fraction in a volume. */
const odd = [
  head,
  bar('2024-02-02', 100),
  bar('2024-02-05', 101),
  bar('2024-02-06', 100),
  bar('2024-02-07', 50),
  bar('2024-02-08', 51, 1200.4),
  bar('2024-02-09', 50),
  bar('2024-02-10', 51),
];
/** Without the Saturday, all on one level. */
const mended = [
  ...odd.slice(0, 4),
  bar('2024-02-07', 100),
  bar('2024-02-08', 101, 1200.4),
  bar('2024-02-09', 100),
];

describe('stockula etl flags', () => {
  it('lists nothing where nothing is noted', async () => {
    expect(await etl('flags')).toMatchObject({ status: 4, stdout: '' });
    await etl('import', place.file('SOUND-1d.csv', odd.slice(0, 4)));
    expect(await etl('flags')).toMatchObject({ status: 0, stdout: 'No bar has such a note.\n' });
    expect(JSON.parse((await etl('flags', '-o', 'json')).stdout)).toEqual([]);
  });

  it('is told of by the run, and says of each bar the rule in words, the values, the time and the run', async () => {
    const imported = await etl('import', place.file('ODD-1d.csv', odd));
    expect(imported.stdout).toMatch(
      /ODD +1d +✓ success +7 +2\n\n.* 7 new bars, 2 flagged \(".*etl flags"\) in /,
    );
    const { stdout, status } = await etl('flags', 'odd');
    expect(status).toBe(0);
    const [titles = '', ...lines] = stdout.trim().split('\n');
    expect(titles).toMatch(
      /^Symbol +Interval +Bar \(UTC\) +This bar … +Open +High +Low +Close +Volume +Run$/,
    );
    expect(lines).toEqual([
      expect.stringMatching(
        /^ODD +1d +2024-02-10 +is of a day on which its exchange was closed +51\.00 +52\.00 +50\.00 +51\.00 +1,000 +2$/,
      ),
      expect.stringMatching(/^ODD +1d +2024-02-08 +had a fraction in its volume, .* 1,200 +2$/),
      expect.stringMatching(
        /^ODD +1d +2024-02-07 +begins a new level as a split would, and no split is known +50\.00 +51\.00 +49\.00 +50\.00 +1,000 +2$/,
      ),
    ]);
  });

  it('gives them as JSON and CSV, of a rule, of a run, at most so many', async () => {
    const rows = JSON.parse((await etl('flags', '--rule', 'unknown_split', '-o', 'json')).stdout);
    expect(rows).toEqual([
      {
        ...{ symbol: 'ODD', interval: '1d', ts: '2024-02-07T00:00:00.000Z' },
        ...{ rule: 'unknown_split', severity: 'flag' },
        sentence: 'begins a new level as a split would, and no split is known',
        ...{ open: 50, high: 51, low: 49, close: 50, volume: 1000, source: 'file', run: '2' },
        noted_at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    const csv = (await etl('flags', '--limit', '1', '-o', 'csv')).stdout.trim().split(/\r?\n/);
    expect(csv).toHaveLength(2);
    expect(csv[1]).toMatch(
      /^ODD,1d,2024-02-10T00:00:00\.000Z,closed_day,.*,51,52,50,51,1000,2,\d{4}-\d\d-\d\dT/,
    );
    expect(JSON.parse((await etl('flags', '--run', '1', '-o', 'json')).stdout)).toEqual([]);
    expect(JSON.parse((await etl('flags', '--run', '2', '-o', 'json')).stdout)).toHaveLength(3);
    expect((await etl('flags', 'SOUND')).stdout).toBe('No bar has such a note.\n');
  });

  it('forgets the note of a bar that came again without what it said, and keeps that of one that did not', async () => {
    const imported = await etl('import', place.file('ODD-1d.csv', mended));
    expect(imported.stdout).not.toContain('etl flags');
    expect(JSON.parse((await etl('flags', '-o', 'json')).stdout)).toMatchObject([
      { rule: 'volume_fraction', run: '3' },
      { rule: 'closed_day', run: '2' },
    ]);
  });

  it('says of a bar that is gone that it is', async () => {
    const where = "symbol = 'ODD' AND ts = '2024-02-10'";
    await place.stockula('sql', `DELETE FROM ts_price_history WHERE ${where}`, '--write');
    expect((await etl('flags', '--rule', 'closed_day')).stdout).toMatch(/closed +– +– +– +– +– +2\n$/);
  });

  test.each([
    [['--rule', 'outlier'], /Allowed choices are closed_day/],
    [['--run', 'last'], /number of a run/],
    [['--limit', '0'], /whole number/],
    [['A B'], /ticker symbol/],
  ])('%j is refused', async (args, words) => {
    const { status, stdout, stderr } = await etl('flags', ...args);
    expect(stderr).toMatch(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
