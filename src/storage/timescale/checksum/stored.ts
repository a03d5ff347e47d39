import type pg from 'pg';
import { hasSource, legacySource, type TargetTable } from '../target-tables.ts';
import { inTransaction } from '../transaction.ts';
import { digestDigits } from './row-block.ts';

// A checksum that both sides compute for themselves: here from records, in the database from rows. Each row becomes
// canonical bytes (those PostgreSQL sends of a row in binary: the number of columns, then of each its type's identifier,
// its length or -1 for null, and its value), the bytes a SHA-256, and of those the first 60 bits are added up. A sum
// needs no order, so neither side has to sort.

/** Rows and checksum of one group. */
export interface GroupChecksum {
  readonly rows: number;
  readonly checksum: bigint;
}

/** Group names: `SYMBOL YEAR` for hypertables, one group `all` for plain tables. */
export type Checksums = Map<string, GroupChecksum>;

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
  const sum = `sum(('x' || left(encode(sha256(record_send(${row})), 'hex'), ${digestDigits}))::bit(60)::bigint)`;
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
  return {
    from: hasSource(table) ? `${table.name} WHERE source = '${legacySource}'` : table.name,
    values: [],
  };
}
