import { expect, test } from 'vitest';
import type { EpochMicros, TickerSymbol } from '../../../src/domain/nominal.ts';
import type { SplitRecord } from '../../../src/domain/records.ts';
import { groupNames } from '../../../src/storage/timescale/checksum/builder.ts';
import { splitTable } from '../../../src/storage/timescale/target-tables.ts';

// A name is kept for the records that follow: neither another symbol nor another year may get it.
test('every record is in the group of its own symbol and year, whatever came before it', () => {
  const nameOf = groupNames(splitTable);
  const named = (symbol: string, time: string): string => {
    const split: SplitRecord = {
      ...{ symbol: symbol as TickerSymbol, ts: (Date.parse(time) * 1000) as EpochMicros },
      ...{ ratio: 2, createdAt: null, updatedAt: null },
    };
    return nameOf(split);
  };
  expect(named('A', '2019-06-01')).toBe('A 2019');
  expect(named('B', '2019-06-01')).toBe('B 2019');
  expect(named('B', '2019-12-31T23:59:59.999Z')).toBe('B 2019');
  expect(named('B', '2020-01-01')).toBe('B 2020');
  expect(named('B', '2019-12-31')).toBe('B 2019');
  expect(named('A', '1969-12-31')).toBe('A 1969');
  expect(named('A', '0099-01-01')).toBe('A 99');
});
