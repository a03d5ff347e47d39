import type { RawRow } from '../../domain/raw-row.ts';
import type { DividendRecord } from '../../domain/records.ts';
import type { ValidationContext } from './context.ts';
import { readReal } from './number.ts';
import { reject, validator } from './rejection.ts';
import { readKnownSymbol } from './symbol.ts';
import { readDate, readTimes, refuseFuture } from './timestamp.ts';

function readDividend(row: RawRow, context: ValidationContext): DividendRecord {
  const symbol = readKnownSymbol(row['symbol'], context.knownSymbols);
  const ts = readDate(row['date']);
  refuseFuture(ts, context.nowMicros);
  const amount = readReal(row['amount']) ?? reject('invalid_value');
  if (amount <= 0) reject('non_positive_amount');
  return { symbol, ts, amount, ...readTimes(row) };
}

/** A row of `dividends`. */
export const validateDividendRow = validator(readDividend);
