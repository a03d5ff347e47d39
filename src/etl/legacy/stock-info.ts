import type { RawRow } from '../../domain/raw-row.ts';
import type { StockInfoRecord } from '../../domain/records.ts';
import type { ValidationContext } from './context.ts';
import { readJson } from './json.ts';
import { validator } from './rejection.ts';
import { readKnownSymbol } from './symbol.ts';
import { readTimes } from './timestamp.ts';

function readStockInfo(row: RawRow, context: ValidationContext): StockInfoRecord {
  const symbol = readKnownSymbol(row['symbol'], context.knownSymbols);
  const { json, original } = readJson(row['info_json']);
  return { symbol, json, original, ...readTimes(row) };
}

/** A row of `stock_info`. */
export const validateStockInfoRow = validator(readStockInfo);
