import type { RawRow } from '../../domain/raw-row.ts';
import type { StockRecord } from '../../domain/records.ts';
import { readReal } from './number.ts';
import { validator } from './rejection.ts';
import { readSymbol } from './symbol.ts';
import { readText } from './text.ts';
import { readTimes } from './timestamp.ts';

function readStock(row: RawRow): StockRecord {
  return {
    symbol: readSymbol(row['symbol']),
    name: readText(row['name']),
    sector: readText(row['sector']),
    industry: readText(row['industry']),
    marketCap: readReal(row['market_cap']),
    exchange: readText(row['exchange']),
    currency: readText(row['currency']),
    ...readTimes(row),
  };
}

/** A row of `stocks`. */
export const validateStockRow = validator(readStock);
