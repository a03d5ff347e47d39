import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyText } from './copy-text.ts';
import type { TargetTable } from './target-tables.ts';

/** COPY data goes out in pieces of about this many records. */
const recordsPerPiece = 2_000;

/** Appends records that are known to be new, within the caller's transaction. */
export async function copyRecords<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<void> {
  await copyInto(client, table.name, table, records);
}

/**
 * Writes records whose keys may be there already, within the caller's transaction: they are staged, then new ones
 * are inserted and changed ones updated. Compressed chunks are touched only where something differs.
 * @returns how many rows were inserted or changed
 */
export async function mergeRecords<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<number> {
  const names = table.columns.map(({ name }) => quoted(name));
  const rest = table.columns.filter(({ name }) => !table.key.includes(name)).map(({ name }) => quoted(name));
  const sameKey = table.key.map((name) => `t.${quoted(name)} = s.${quoted(name)}`).join(' AND ');
  await client.query(
    `CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT ${names.join(', ')} FROM ${table.name} WITH NO DATA`,
  );
  await copyInto(client, 'staged', table, records);
  await client.query('ANALYZE staged');
  const changed =
    rest.length === 0
      ? null
      : await client.query(
          `UPDATE ${table.name} AS t SET ${rest.map((name) => `${name} = s.${name}`).join(', ')} FROM staged AS s
     WHERE ${sameKey} AND (${rest.map((name) => `t.${name}`).join(', ')}) IS DISTINCT FROM (${rest.map((name) => `s.${name}`).join(', ')})`,
        );
  const inserted = await client.query(
    `INSERT INTO ${table.name} (${names.join(', ')}) SELECT ${names.join(', ')} FROM staged AS s
     WHERE NOT EXISTS (SELECT FROM ${table.name} AS t WHERE ${sameKey})`,
  );
  await client.query('DROP TABLE staged');
  return (changed?.rowCount ?? 0) + (inserted.rowCount ?? 0);
}

async function copyInto<Row>(
  client: pg.PoolClient,
  name: string,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<void> {
  if (records.length === 0) return;
  const names = table.columns.map((column) => quoted(column.name));
  const stream = client.query(copyFrom(`COPY ${name} (${names.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(pieces(table, records)), stream);
}

function* pieces<Row>(table: TargetTable<Row>, records: readonly Row[]): Generator<Buffer> {
  for (let at = 0; at < records.length; at += recordsPerPiece) {
    yield Buffer.from(copyText(table, records.slice(at, at + recordsPerPiece)));
  }
}

/** Some of our column names are words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}
