import { hash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from './canonical-json.ts';
import type { ColumnType, ColumnValue, TargetColumn, TargetTable } from './target-tables.ts';

// A checksum that both sides compute for themselves: here from records, in the database from rows. Each row becomes
// canonical bytes (PostgreSQL's binary send format; a marker before values that may be null), the bytes a SHA-256,
// and of those the first 60 bits are added up. A sum needs no order, so neither side has to sort.

/** Rows and checksum of one group. */
export interface GroupChecksum {
  readonly rows: number;
  readonly checksum: bigint;
}

/** Group names: `SYMBOL YEAR` for hypertables, one group `all` for plain tables. */
export type Checksums = Map<string, GroupChecksum>;

const microsPerDay = 86_400_000_000;
/** PostgreSQL counts from 2000-01-01. */
const pgEpochMicros = 946_684_800_000_000n;
const pgEpochDays = 10_957;
const sumDigits = 15;

/** Adds up the checksums of records as they pass. */
export class ChecksumBuilder<Row> {
  readonly #table: TargetTable<Row>;
  readonly #groups = new Map<string, { rows: number; checksum: bigint }>();
  #bytes = Buffer.alloc(4096);

  constructor(table: TargetTable<Row>) {
    this.#table = table;
  }

  add(record: Row): void {
    const name = groupNameOf(this.#table, record);
    let group = this.#groups.get(name);
    if (!group) {
      group = { rows: 0, checksum: 0n };
      this.#groups.set(name, group);
    }
    group.rows += 1;
    group.checksum += BigInt(`0x${this.#hashOf(record)}`);
  }

  get groups(): Checksums {
    return this.#groups;
  }

  #hashOf(record: Row): string {
    let end = 0;
    for (const column of this.#table.columns) {
      end = this.#append(column, column.of(record), end);
    }
    return hash('sha256', this.#bytes.subarray(0, end), 'hex').slice(0, sumDigits);
  }

  #append(column: TargetColumn<Row>, value: ColumnValue, at: number): number {
    if (column.nullable) {
      this.#bytes[at] = value === null ? 0 : 1;
      if (value === null) return at + 1;
      return this.#appendValue(column.type, value, at + 1);
    }
    return this.#appendValue(column.type, value, at);
  }

  #appendValue(type: ColumnType, value: ColumnValue, at: number): number {
    const bytes = this.#bytes;
    switch (type) {
      case 'float8':
        return bytes.writeDoubleBE(Number(value), at);
      case 'int8':
        return bytes.writeBigInt64BE(BigInt(value ?? 0), at);
      case 'timestamptz':
        // As whole numbers: before 1685 the difference has more digits than a double.
        return bytes.writeBigInt64BE(BigInt(Number(value)) - pgEpochMicros, at);
      case 'date':
        return bytes.writeInt32BE(Number(value) / microsPerDay - pgEpochDays, at);
      case 'bool':
        return bytes.writeUInt8(value === true ? 1 : 0, at);
      case 'jsonb':
        // What the database stores of JSON is its meaning, not its text.
        return this.#appendText(canonicalJson(String(value)), at);
      default:
        return this.#appendText(String(value), at);
    }
  }

  #appendText(text: string, at: number): number {
    const length = Buffer.byteLength(text);
    // Room for this text and for every fixed-size value that may follow it.
    const needed = at + length + 1024;
    if (needed > this.#bytes.length) {
      const larger = Buffer.alloc(needed * 2);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    this.#bytes.writeInt32BE(length, at);
    return at + 4 + this.#bytes.write(text, at + 4);
  }
}

/** The group that a record belongs to. */
export function groupNameOf<Row>({ hypertable, columns }: TargetTable<Row>, record: Row): string {
  if (!hypertable) return 'all';
  let symbol = '';
  let year = 0;
  for (const column of columns) {
    if (column.name === 'symbol') symbol = String(column.of(record));
    if (column.name === 'ts') year = yearOf(Number(column.of(record)));
  }
  return `${symbol} ${year}`;
}

function yearOf(micros: number): number {
  return new Date(Math.floor(micros / 1000)).getUTCFullYear();
}

/** Which rows of a table: a relation as SQL, and the values of its parameters. */
export interface StoredRows {
  readonly from: string;
  readonly values: readonly unknown[];
}

/**
 * The same checksums, computed in the database. JSON cannot be among the columns.
 * @param stored by default the rows that came from `source`, if the table has that column
 */
export async function storedChecksums<Row>(
  pool: pg.Pool,
  table: TargetTable<Row>,
  stored: StoredRows = fromLegacy(table),
): Promise<Checksums> {
  const bytes = table.columns
    .map(({ name, type, nullable }) => sendExpression(`"${name}"`, type, nullable))
    .join(' || ');
  const group = table.hypertable ? `symbol || ' ' || extract(year FROM ts AT TIME ZONE 'UTC')` : `'all'`;
  const { rows } = await pool.query<{ name: string; rows: string; checksum: string }>(
    `SELECT ${group} AS name, count(*) AS rows,
       sum(('x' || left(encode(sha256(${bytes}), 'hex'), ${sumDigits}))::bit(60)::bigint) AS checksum
     FROM ${stored.from} GROUP BY 1`,
    [...stored.values],
  );
  return new Map(
    rows.map(({ name, rows: count, checksum }) => [
      name,
      { rows: Number(count), checksum: BigInt(checksum) },
    ]),
  );
}

function fromLegacy<Row>(table: TargetTable<Row>): StoredRows {
  const hasSource = table.columns.some(({ name }) => name === 'source');
  return { from: hasSource ? `${table.name} WHERE source = 'legacy'` : table.name, values: [] };
}

function sendExpression(name: string, type: ColumnType, nullable: boolean): string {
  const value = sendValue(name, type);
  return nullable
    ? `CASE WHEN ${name} IS NULL THEN '\\x00'::bytea ELSE '\\x01'::bytea || ${value} END`
    : value;
}

function sendValue(name: string, type: ColumnType): string {
  switch (type) {
    case 'float8':
      return `float8send(${name})`;
    case 'int8':
      return `int8send(${name})`;
    case 'timestamptz':
      return `timestamptz_send(${name})`;
    case 'date':
      return `date_send(${name})`;
    case 'bool':
      return `boolsend(${name})`;
    default:
      return `int4send(octet_length(convert_to(${name}, 'UTF8'))) || convert_to(${name}, 'UTF8')`;
  }
}
