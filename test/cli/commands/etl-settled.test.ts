import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type EtlWorkplace, makeEtlWorkplace } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
});
afterAll(() => place.close());
const etl = (...args: readonly string[]) => place.etl(...args);

const head = 'Date,Open,High,Low,Close,Volume';
const sound = ['2024-02-07,101,103,100,102,900', '2024-02-08,102,104,101,103,900'];
/** Opens above its high; has its high below its low. */
const bad = ['2024-02-07,105,102,100,101,900', '2024-02-08,101,100,102,101,1100'];

const listed = async (symbol: string) =>
  JSON.parse((await etl('quarantine', 'list', symbol, '-o', 'json')).stdout) as readonly {
    readonly id: string;
    readonly reason: string;
    readonly run: string;
  }[];

test('the corrected file settles what is set aside, half of it half', async () => {
  await etl('import', place.file('MEND-1d.csv', [head, ...bad]));
  expect(await listed('MEND')).toHaveLength(2);
  await etl('import', place.file('MEND-1d.csv', [head, bad[0] ?? '', sound[1] ?? '']));
  expect(await listed('MEND')).toMatchObject([{ reason: 'outside_range' }]);
  await etl('import', place.file('other.csv', [head, ...sound]), '--symbol', 'mend', '--interval', '1d');
  expect(await listed('MEND')).toEqual([]);
});

test('dividends and splits are settled by their like', async () => {
  const file = (name: string, title: string, value: string) =>
    etl('import', place.file(name, [`Date,${title}`, `2024-02-07,${value}`]), '--symbol', 'PAYS');
  await file('dividends.csv', 'Dividends', '-1');
  await file('splits.csv', 'Stock Splits', '-2');
  expect(await listed('PAYS')).toHaveLength(2);
  await file('splits.csv', 'Stock Splits', '2');
  expect(await listed('PAYS')).toMatchObject([{ original: { action: 'dividend' } }]);
  await file('dividends.csv', 'Dividends', '0.5');
  expect(await listed('PAYS')).toEqual([]);
});

describe('stockula etl quarantine dismiss', () => {
  it('takes rows by id, and all of a symbol, a reason or a run; nothing is stored', async () => {
    await etl('import', place.file('OUT-1d.csv', [head, ...bad]));
    await etl('import', place.file('STAY-1d.csv', [head, ...bad]));
    const [first] = await listed('OUT');
    const dismissed = await etl('quarantine', 'dismiss', first?.id ?? '');
    expect(dismissed).toMatchObject({ status: 0, stdout: '1 row dismissed.\n' });
    expect(await listed('OUT')).toHaveLength(1);
    const all = ['quarantine', 'dismiss', '--all'] as const;
    const json = JSON.parse((await etl(...all, '--symbol', 'out', '-o', 'json')).stdout);
    expect(json).toMatchObject([{ symbol: 'OUT', original: { symbol: 'OUT' } }]);
    expect(await listed('STAY')).toHaveLength(2);
    expect((await etl(...all, '--symbol', 'STAY', '--reason', 'high_under_low')).stdout).toBe(
      '1 row dismissed.\n',
    );
    const [last] = await listed('STAY');
    expect(last).toMatchObject({ reason: 'outside_range' });
    expect((await etl(...all, '--run', '999')).stdout).toBe('0 rows dismissed.\n');
    expect((await etl(...all, '--run', last?.run ?? '')).stdout).toBe('1 row dismissed.\n');
    const bars = await place.stockula('sql', `SELECT count(*) FROM ts_price_history WHERE symbol = 'OUT'`);
    expect(bars.stdout).toMatch(/\b0\b/);
  });

  it.each([
    [['0123456789'], 4, /"0123456789"/],
    [[], 2, /Got neither/],
    [['--all'], 2, /Got --all alone/],
    [['--all', '--symbol', 'A', '0123456789'], 2, /Got both/],
    [['--symbol', 'A'], 2, /Got neither/],
    [['--all', '--run', 'last'], 2, /whole number/],
  ])('%j is refused', async (args, exit, words) => {
    const { status, stdout, stderr } = await etl('quarantine', 'dismiss', ...args);
    expect(stderr).toMatch(words);
    expect({ status, stdout }).toEqual({ status: exit, stdout: '' });
  });
});
