import { describe, expect, it, test } from 'vitest';
import type { RawRow } from '../../src/domain/raw-row.ts';
import { noRepairs, type RepairKind, repairKinds } from '../../src/domain/repair.ts';
import { rowRepairer } from '../../src/etl/legacy/row-repairer.ts';
import { option, price } from './rows.ts';

const agreeingOptions = new Set([9n]);

function repair(row: RawRow, ...kinds: RepairKind[]) {
  const mend = rowRepairer({ kinds: new Set(kinds), agreeingOptions });
  if (!mend) throw new Error('a repair is on');
  return mend(row);
}

test('without repairs there is nothing to do', () => {
  expect(rowRepairer({ kinds: noRepairs, agreeingOptions })).toBeNull();
});

test('a sound row stays as it is', () => {
  for (const row of [price, option]) {
    const repaired = repair(row, ...repairKinds);
    expect(repaired).toEqual({ row, kinds: [], givesWay: false });
    expect(repaired.row).toBe(row);
  }
});

describe('a symbol', () => {
  it.each([
    ['aapl', 'AAPL'],
    ['Brk-b', 'BRK-B'],
    ['eurusd=X', 'EURUSD=X'],
  ])('%s is taken as %s', (symbol, mended) => {
    const row = { ...price, symbol };
    const repaired = repair(row, 'symbol-case');
    expect(repaired).toEqual({ row: { ...price, symbol: mended }, kinds: ['symbol-case'], givesWay: true });
    expect(row.symbol).toBe(symbol);
  });

  it.each(['aa pl', '', 'straße', 'ﬁ', 'a\0b', null, 5, new Uint8Array([97])])(
    '%j, which would be none in upper case either, is left alone',
    (symbol) => {
      expect(repair({ ...price, symbol }, ...repairKinds).kinds).toEqual([]);
    },
  );

  it('is left alone while another repair is on', () => {
    expect(repair({ ...price, symbol: 'aapl' }, 'interval-alias', 'stock-info-nan').row['symbol']).toBe(
      'aapl',
    );
  });
});

describe('an interval', () => {
  it('60m is taken as 1h', () => {
    expect(repair({ ...price, interval: '60m' }, 'interval-alias')).toEqual({
      row: { ...price, interval: '1h' },
      kinds: ['interval-alias'],
      givesWay: true,
    });
  });

  it.each(['60M', '7q', '', null, 'toString', '1h'])('%j is left alone', (interval) => {
    expect(repair({ ...price, interval }, ...repairKinds).kinds).toEqual([]);
  });

  it('and a symbol are mended together', () => {
    const { row, kinds } = repair({ ...price, symbol: 'aapl', interval: '60m' }, ...repairKinds);
    expect(row).toMatchObject({ symbol: 'AAPL', interval: '1h' });
    expect(kinds).toEqual(['symbol-case', 'interval-alias']);
  });
});

describe('company data', () => {
  it.each(['{"a": NaN}', '{"a": [-Infinity, 1]}', '{"a": Infinity}'])('%s is repaired', (info_json) => {
    const row = { symbol: 'AAPL', info_json };
    expect(repair(row, 'stock-info-nan')).toEqual({ row, kinds: ['stock-info-nan'], givesWay: false });
  });

  it.each(['{"a": "NaN"}', '{"NaN": 1}', '{"a": "\\ud800"}', '{}', null])('%s is left alone', (info_json) => {
    expect(repair({ symbol: 'AAPL', info_json }, ...repairKinds).kinds).toEqual([]);
  });
});

describe('an option among several that say the same', () => {
  const bare = { ...option, id: 9n, contract_symbol: null };

  it.each([null, ''])('is repaired where its contract symbol is %j', (contract_symbol) => {
    expect(repair({ ...bare, contract_symbol }, 'duplicate-options').kinds).toEqual(['duplicate-options']);
  });

  it('is left alone with a contract symbol, another id, or the repair off', () => {
    expect(repair({ ...bare, contract_symbol: 'X' }, ...repairKinds).kinds).toEqual([]);
    expect(repair({ ...bare, id: 8n }, ...repairKinds).kinds).toEqual([]);
    expect(repair(bare, 'symbol-case').kinds).toEqual([]);
  });
});
