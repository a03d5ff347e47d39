import { hash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from './canonical-json.ts';
import type { ColumnType, ColumnValue, TargetColumn, TargetTable } from './target-tables.ts';
import { inTransaction } from './transaction.ts';

// A checksum that both sides compute for themselves: here from records, in the database from rows. Each row becomes
// canonical bytes (those PostgreSQL sends of a row in binary: the number of columns, then of each its type's identifier,
// its length or -1 for null, and its value), the bytes a SHA-256, and of those the first 60 bits are added up. A sum needs no order, so neither side has to sort.

/** Rows and checksum of one group. */
export interface GroupChecksum {
  readonly rows: number;
  readonly checksum: bigint;
}

/** Group names: `SYMBOL YEAR` for hypertables, one group `all` for plain tables. */
export type Checksums = Map<string, GroupChecksum>;

const microsPerDay = 86_400_000_000;
/** PostgreSQL counts from 2000-01-01. */
const pgEpochMicros = 946_684_800_000_000;
const pgEpochDays = 10_957;
const sumDigits = 15;
/** Texts of up to so many characters are written here. */
const shortText = 24;

/** The object identifiers that PostgreSQL's types have on every server (pg_type.dat). */
const typeIds: Readonly<Record<ColumnType, number>> = {
  bool: 16,
  int8: 20,
  text: 25,
  float8: 701,
  date: 1082,
  timestamptz: 1184,
  jsonb: 3802,
};

/** The sum of a group in two halves of 30 bits each, for a BigInt a row would cost as much as all the rest. */
interface Group {
  rows: number;
  high: number;
  low: number;
}

const half = 2 ** 30;
/** Before a sum of halves could have more digits than a double. */
const carryAt = 2 ** 52;

/** Adds up the checksums of records as they pass. */
export class ChecksumBuilder<Row> {
  readonly #table: TargetTable<Row>;
  readonly #groups = new Map<string, Group>();
  readonly #encoder: RowEncoder<Row>;

  constructor(table: TargetTable<Row>) {
    this.#table = table;
    this.#encoder = new RowEncoder(table.columns);
  }

  add(record: Row): void {
    const name = groupNameOf(this.#table, record);
    let group = this.#groups.get(name);
    if (!group) {
      group = { rows: 0, high: 0, low: 0 };
      this.#groups.set(name, group);
    }
    // As text of a character a byte: a buffer for each digest takes more than twice as long.
    const digest = hash('sha256', this.#encoder.encode(record), 'binary');
    const byte = (at: number): number => digest.charCodeAt(at);
    group.rows += 1;
    group.high += byte(0) * 2 ** 22 + byte(1) * 2 ** 14 + byte(2) * 2 ** 6 + (byte(3) >> 2);
    group.low +=
      (byte(3) & 3) * 2 ** 28 + byte(4) * 2 ** 20 + byte(5) * 2 ** 12 + byte(6) * 2 ** 4 + (byte(7) >> 4);
    if (group.low >= carryAt) carry(group);
  }

  get groups(): Checksums {
    const sums: Checksums = new Map();
    for (const [name, { rows, high, low }] of this.#groups)
      sums.set(name, { rows, checksum: BigInt(high) * BigInt(half) + BigInt(low) });
    return sums;
  }
}

function carry(group: Group): void {
  const over = Math.floor(group.low / half);
  group.high += over;
  group.low -= over * half;
}

/** Writes rows as PostgreSQL's record_send does. */
class RowEncoder<Row> {
  readonly #columns: readonly TargetColumn<Row>[];
  #bytes = Buffer.alloc(4096);
  #view = viewOf(this.#bytes);

  constructor(columns: readonly TargetColumn<Row>[]) {
    this.#columns = columns;
  }

  /** The bytes of a row, until the next one is encoded. */
  encode(record: Row): Uint8Array {
    this.#view.setInt32(0, this.#columns.length);
    let end = 4;
    for (const column of this.#columns) end = this.#append(column.type, column.of(record), end);
    return this.#bytes.subarray(0, end);
  }

  #append(type: ColumnType, value: ColumnValue, at: number): number {
    this.#view.setInt32(at, typeIds[type]);
    const end = value === null ? at + 8 : this.#appendValue(type, value, at + 8);
    // Text may have taken larger memory.
    this.#view.setInt32(at + 4, value === null ? -1 : end - at - 8);
    return end;
  }

  #appendValue(type: ColumnType, value: Exclude<ColumnValue, null>, at: number): number {
    const view = this.#view;
    switch (type) {
      case 'float8':
        view.setFloat64(at, Number(value));
        return at + 8;
      case 'int8':
        view.setBigInt64(at, BigInt(value));
        return at + 8;
      case 'timestamptz':
        this.#setTime(Number(value), at);
        return at + 8;
      case 'date':
        view.setInt32(at, Number(value) / microsPerDay - pgEpochDays);
        return at + 4;
      case 'bool':
        view.setUint8(at, value === true ? 1 : 0);
        return at + 1;
      case 'jsonb':
        // What the database stores of JSON is its meaning, not its text.
        return this.#appendText(canonicalJson(String(value)), at);
      default:
        return this.#appendText(String(value), at);
    }
  }

  #setTime(micros: number, at: number): void {
    const time = micros - pgEpochMicros;
    if (Number.isSafeInteger(time)) {
      // Without a BigInt, which costs as much as the rest of a row.
      const upper = Math.floor(time / 2 ** 32);
      this.#view.setInt32(at, upper);
      this.#view.setUint32(at + 4, time - upper * 2 ** 32);
    } else {
      // As whole numbers: before 1685 the difference has more digits than a double.
      this.#view.setBigInt64(at, BigInt(micros) - BigInt(pgEpochMicros));
    }
  }

  #appendText(text: string, at: number): number {
    // Room for this text, of up to three bytes a unit, and for every fixed-size value that may follow it.
    this.#reserve(at + text.length * 3 + 1024);
    return text.length <= shortText ? this.#appendShort(text, at) : at + this.#bytes.write(text, at);
  }

  /** Most texts are a few letters; a call out of JavaScript takes several times as long as writing them. */
  #appendShort(text: string, at: number): number {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 127) return at + this.#bytes.write(text, at);
      this.#bytes[at + index] = unit;
    }
    return at + text.length;
  }

  #reserve(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.alloc(needed * 2);
    this.#bytes.copy(larger);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

/** Big-endian by default, as the format is. */
function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
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
  const row = `ROW(${table.columns.map(({ name }) => `"${name}"`).join(', ')})`;
  const sum = `sum(('x' || left(encode(sha256(record_send(${row})), 'hex'), ${sumDigits}))::bit(60)::bigint)`;
  const [groups, name] = table.hypertable
    ? [`symbol, date_part('year', ts AT TIME ZONE 'UTC') AS year`, `symbol || ' ' || year`]
    : [`'all' AS name`, 'name'];
  const { rows } = await inTransaction(pool, async (client) => {
    // With little memory the planner sorts all rows for their few groups, which takes as long again.
    await client.query(`SET LOCAL work_mem = '64MB'; SET LOCAL enable_sort = off`);
    return client.query<{ name: string; rows: string; checksum: string }>(
      `SELECT ${name} AS name, rows, checksum FROM (
         SELECT ${groups}, count(*) AS rows, ${sum} AS checksum
         FROM ${stored.from} GROUP BY ${table.hypertable ? 'symbol, year' : 'name'}) AS sums`,
      [...stored.values],
    );
  });
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
