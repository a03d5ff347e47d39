import type { DecodedArray, ParquetParsers, SchemaElement } from 'hyparquet';
import { microsPerDay, type WallTime } from './wall-time.ts';

/** All times as microseconds since 1970, whatever unit the column has. */
export const parquetParsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis) * 1_000,
  timestampFromMicroseconds: Number,
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos / 1_000n),
  dateFromDays: (days: number) => days * microsPerDay,
};

/** Reads the values of a column as numbers, texts and times. */
export function valuesOf(data: DecodedArray, element: SchemaElement): (row: number) => unknown {
  const values = data as ArrayLike<unknown>;
  const time = timeKind(element);
  if (time !== null) {
    return (row) => {
      const micros = values[row];
      return typeof micros === 'number' ? ({ micros, ...time } satisfies WallTime) : null;
    };
  }
  const { scale = 0 } = element;
  if (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL')
    return (row) => values[row];
  return (row) => {
    const value = values[row];
    // The library multiplies by 0.01, which is not what dividing by 100 gives: 18314 becomes 183.14000000000001.
    return typeof value === 'number' ? Number(value.toFixed(scale)) : value;
  };
}

/** Times that are not adjusted to UTC are those on a wall somewhere; an older notation knows adjusted ones only. */
function timeKind({ type, converted_type, logical_type }: SchemaElement): Omit<WallTime, 'micros'> | null {
  if (logical_type?.type === 'DATE' || converted_type === 'DATE') return { offset: null, isEpoch: false };
  if (logical_type?.type === 'TIMESTAMP' && !logical_type.isAdjustedToUTC)
    return { offset: null, isEpoch: false };
  const isMoment =
    logical_type?.type === 'TIMESTAMP' || converted_type?.startsWith('TIMESTAMP') || type === 'INT96';
  return isMoment ? { offset: 0, isEpoch: true } : null;
}
