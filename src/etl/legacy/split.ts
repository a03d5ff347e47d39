import type { RawRow } from '../../domain/raw-row.ts';
import type { SplitRecord } from '../../domain/records.ts';
import type { ValidationContext } from './context.ts';
import { readReal } from './number.ts';
import { reject, validator } from './rejection.ts';
import { readKnownSymbol } from './symbol.ts';
import { readDate, readTimes, refuseFuture } from './timestamp.ts';

function readSplit(row: RawRow, context: ValidationContext): SplitRecord {
  const symbol = readKnownSymbol(row['symbol'], context.knownSymbols);
  const ts = readDate(row['date']);
  refuseFuture(ts, context.nowMicros);
  const ratio = readReal(row['ratio']) ?? reject('invalid_value');
  if (ratio <= 0) reject('non_positive_ratio');
  return { symbol, ts, ratio, ...readTimes(row) };
}

/** A row of `splits`. */
export const validateSplitRow = validator(readSplit);
