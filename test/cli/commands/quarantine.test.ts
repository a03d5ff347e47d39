import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { makeWorkplace, type Workplace } from '../../migrate/workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = makeWorkplace({ symbols: 2, years: 2, dirt: true });
  expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
});
afterAll(() => stopHost(place.dataDirectory));

describe('stockula migrate quarantine', () => {
  it('says of each row why it is there and what is wrong in it, not as JSON', async () => {
    const args = ['migrate', 'quarantine', '--table', 'price_history', '--reason', 'orphan_symbol'];
    const { stdout } = await place.stockula(args);
    const [head = '', first = '', ...rest] = stdout.trimEnd().split('\n');
    expect(head.split(/ {2,}/)).toEqual([
      'Table',
      'Row',
      'Reason',
      'The row …',
      'What is wrong',
      'The rest of it',
    ]);
    expect(first).toMatch(
      /^price_history {2}\d+ +orphan_symbol +belongs to a symbol that is missing from stocks +symbol "SYNORPHAN" +date "\d{4}-\d\d-\d\d", open_price /,
    );
    expect(first).not.toMatch(/[{}]|created_at/);
    expect(rest.at(-1)).toBe('11 rows, kept whole: -o json has all that is known of each.');
  });

  it('has everything as JSON and as CSV', async () => {
    const args = ['migrate', 'quarantine', '--reason', 'orphan_symbol'];
    const json = JSON.parse((await place.stockula([...args, '-o', 'json'])).stdout);
    expect(json).toHaveLength(11);
    expect(json[0]).toMatchObject({
      table: 'price_history',
      reason: 'orphan_symbol',
      original: { symbol: 'SYNORPHAN', created_at: expect.any(String) },
    });
    const { stdout: csv } = await place.stockula([...args, '-o', 'csv']);
    expect(csv).toMatch(/^table,place,reason,twin,original\r?\nprice_history,\d+,orphan_symbol,,"\{/);
  });

  it('says that no row matches', async () => {
    const { stdout } = await place.stockula(['migrate', 'quarantine', '--table', 'alembic_version']);
    expect(stdout).toBe('No quarantined row matches.\n');
  });
});

describe.each([['quarantine'], ['repairs']])('stockula migrate %s', (name) => {
  it.each([
    ['price_histroy', 'price_history'],
    ['ts_splits', 'splits'],
  ])('refuses a table %s that there is none of, and names %s', async (table, near) => {
    const { status, stdout, stderr } = await place.stockula(['migrate', name, '--table', table]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Did you mean ${near}?`);
    expect(stderr).toContain('Tables are stocks, ');
  });
});
