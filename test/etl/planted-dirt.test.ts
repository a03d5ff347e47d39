import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Defect, Validated } from '../../src/domain/defect.ts';
import type { RawRow } from '../../src/domain/raw-row.ts';
import type { OptionContext } from '../../src/etl/legacy/context.ts';
import { validateDividendRow } from '../../src/etl/legacy/dividend.ts';
import { validateOptionRow } from '../../src/etl/legacy/option.ts';
import { originalContent, restoreOriginal } from '../../src/etl/legacy/original.ts';
import { validatePriceRow } from '../../src/etl/legacy/price.ts';
import { validateSplitRow } from '../../src/etl/legacy/split.ts';
import { validateStockRow } from '../../src/etl/legacy/stock.ts';
import { validateStockInfoRow } from '../../src/etl/legacy/stock-info.ts';
import { duplicateNullContracts } from '../../src/sources/legacy-sqlite/null-contracts.ts';
import { type LegacyFile, openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { knownSymbols, readRows } from '../../src/sources/legacy-sqlite/read.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { plantedDefects } from '../support/planted-defects.ts';
import { hasSharedLegacy, sharedFile } from '../support/sources.ts';
import { now } from './rows.ts';

type Counts = Partial<Record<Defect, number>>;
type Validate = (row: RawRow, context: OptionContext) => Validated<unknown>;

/** The defects of all rows of a table, added to the counts; each defective row also survives quarantine. */
function count(
  file: LegacyFile,
  table: Parameters<typeof readRows>[1],
  validate: Validate,
  counts: Counts,
): void {
  const isOption = table === 'options_calls' || table === 'options_puts';
  const context: OptionContext = {
    knownSymbols: knownSymbols(file),
    nowMicros: now,
    right: table === 'options_puts' ? 'put' : 'call',
    duplicateNullContracts: isOption ? duplicateNullContracts(file, table) : new Set(),
  };
  for (const { row } of readRows(file, table)) {
    const outcome = validate(row, context);
    if (outcome.ok) continue;
    counts[outcome.defect] = (counts[outcome.defect] ?? 0) + 1;
    expect(restoreOriginal(originalContent(row))).toStrictEqual(row);
  }
}

function defectsIn(path: string): Counts {
  const file = openLegacyFile(path);
  const counts: Counts = {};
  try {
    count(file, 'stocks', validateStockRow, counts);
    count(file, 'stock_info', validateStockInfoRow, counts);
    count(file, 'price_history', validatePriceRow, counts);
    count(file, 'dividends', validateDividendRow, counts);
    count(file, 'splits', validateSplitRow, counts);
    count(file, 'options_calls', validateOptionRow, counts);
    count(file, 'options_puts', validateOptionRow, counts);
  } finally {
    file.close();
  }
  return counts;
}

describe.skipIf(!hasSharedLegacy)('in the real databases', () => {
  test('exactly the planted rows are defective', () => {
    expect(defectsIn(sharedFile(1))).toEqual(plantedDefects);
  });

  test('in the clean one none is', () => {
    expect(defectsIn(sharedFile(2))).toEqual({});
  });
});

describe('in synthetic databases', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stockula-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([1, 2] as const)('exactly the planted rows are defective, generation %i', (generation) => {
    const path = join(folder, `dirty-${generation}.db`);
    const { defects } = writeSyntheticLegacy(path, { generation, symbols: 6, years: 3, dirt: true });
    expect(defects).toEqual(plantedDefects);
    expect(defectsIn(path)).toEqual(defects);
  });

  test.each([1, 2] as const)('without dirt none is, generation %i', (generation) => {
    const path = join(folder, `clean-${generation}.db`);
    writeSyntheticLegacy(path, { generation, symbols: 6, years: 3, seed: 5 });
    expect(defectsIn(path)).toEqual({});
  });
});
