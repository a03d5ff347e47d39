import pg from 'pg';

/** Object identifiers of PostgreSQL's types: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const [bool, int8, int2, int4, oid, json, float4, float8, money] = [16, 20, 21, 23, 26, 114, 700, 701, 790];
const [date, time, timestamp, timestamptz, interval, timetz] = [1082, 1083, 1114, 1184, 1186, 1266];
const [numeric, uuid, jsonb] = [1700, 2950, 3802];

const jsonHasIt = new Set([bool, int2, int4, float4, float8, json, jsonb]);
const numbers = new Set([int8, int2, int4, oid, float4, float8, money, numeric]);
const unbreakable = new Set([date, time, timestamp, timestamptz, interval, timetz, uuid]);

/** The types in the set become values of JavaScript; all others stay as PostgreSQL prints them. */
function parsing(parsed: ReadonlySet<number>): pg.CustomTypesConfig {
  return {
    getTypeParser: (type: number, format?: 'text' | 'binary') =>
      parsed.has(type) ? pg.types.getTypeParser(type, format ?? 'text') : (text: unknown) => text,
  };
}

/** For JSON: what JSON has too is parsed. pg would turn a date into midnight of this machine's zone. */
export const jsonTypes = parsing(jsonHasIt);

/** For people and CSV: digits exactly as PostgreSQL has them; true and false rather than t and f. */
export const printedTypes = parsing(new Set([bool]));

/** How a column of that type stands in a table: numbers to the right, and no part of a number or time is left out. */
export function columnForm(type: number): { readonly align: 'left' | 'right'; readonly whole: boolean } {
  return { align: numbers.has(type) ? 'right' : 'left', whole: unbreakable.has(type) };
}
