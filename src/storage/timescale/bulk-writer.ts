import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { binaryCopy, copyHeader, copyTrailer } from './copy-binary.ts';
import { copyIn } from './copy-in.ts';
import { fieldText } from './field-text.ts';
import { allowDecompression } from './surplus.ts';
import { hasSource, type TargetColumn, type TargetTable } from './target-tables.ts';

/** Appends records that are known to be new, within the caller's transaction. */
export async function copyRecords<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<void> {
  await copyInto(client, table.name, table, records);
}

/** Somebody else has changed rows between the look and the write: what PostgreSQL calls that where it finds it itself. */
class ChangedMeanwhile extends Error {
  readonly code = '40001';

  constructor(table: string) {
    super(`rows of ${table} were changed by another writer meanwhile`);
  }
}

/**
 * Writes records whose keys may be there already, within the caller's transaction. Those that are new or differ
 * from what is stored are singled out first, and only they are inserted or updated: an UPDATE decompresses all it
 * might concern before it looks, even where nothing differs. A row that another source wrote stays as it is.
 * @returns how many rows were inserted or changed
 * @throws an error with a code of `retryContended` where somebody else wrote between the look and the write
 */
export async function mergeRecords<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<number> {
  if (records.length === 0) return 0;
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  await client.query(
    `CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT ${names} FROM ${table.name} WITH NO DATA;
     CREATE TEMP TABLE differing ON COMMIT DROP AS SELECT *, true AS is_new FROM staged WITH NO DATA`,
  );
  await copyInto(client, 'staged', table, records);
  await client.query('ANALYZE staged');
  const differing = await singleOut(client, table, records);
  if (differing > 0) await writeDiffering(client, table, records, names);
  await client.query('DROP TABLE staged, differing');
  return differing;
}

async function singleOut<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<number> {
  const differs = restOf(table).map(({ name, type }) =>
    // By its bits: as numbers the two zeros are equal, and a wrong one would never be mended.
    type === 'float8'
      ? `float8send(t.${quoted(name)}) IS DISTINCT FROM float8send(s.${quoted(name)})`
      : `t.${quoted(name)} IS DISTINCT FROM s.${quoted(name)}`,
  );
  const isNew = `t.${quoted(table.key[0] ?? '')} IS NULL`;
  const { sql, values } = boundsOf(table, records);
  const { rowCount } = await client.query(
    `INSERT INTO differing SELECT s.*, ${isNew} FROM staged AS s LEFT JOIN ${table.name} AS t ON ${sameKey(table)}${sql}
     WHERE ${isNew} OR ${ofSameSource(table)} AND (${['false', ...differs].join(' OR ')})`,
    values,
  );
  return rowCount ?? 0;
}

async function writeDiffering<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  records: readonly Row[],
  names: string,
): Promise<void> {
  const rest = restOf(table).map(({ name }) => quoted(name));
  const { sql, values } = boundsOf(table, records);
  await allowDecompression(client);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(DISTINCT (${table.key.map(quoted).join(', ')}))::int AS count FROM differing WHERE NOT is_new`,
  );
  const count = rows[0]?.count ?? 0;
  if (count > 0) {
    const { rowCount } = await client.query(
      `UPDATE ${table.name} AS t SET ${rest.map((name) => `${name} = s.${name}`).join(', ')} FROM differing AS s
       WHERE NOT s.is_new AND ${sameKey(table)} AND ${ofSameSource(table)}${sql}`,
      values,
    );
    if (rowCount !== count) throw new ChangedMeanwhile(table.name);
  }
  await client.query(`INSERT INTO ${table.name} (${names}) SELECT ${names} FROM differing WHERE is_new`);
}

/**
 * Where in a hypertable the records can be, as constants: by them chunks are left out, and compressed segments of
 * other symbols stay compressed. A join alone would not do that.
 */
export function boundsOf<Row>(
  table: TargetTable<Row>,
  records: readonly Row[],
): { sql: string; values: unknown[] } {
  if (!table.hypertable) return { sql: '', values: [] };
  const ts = table.columns.find(({ name }) => name === 'ts');
  const symbol = table.key.includes('symbol') && table.columns.find(({ name }) => name === 'symbol');
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const symbols = new Set<unknown>();
  for (const record of records) {
    const at = Number(ts?.of(record));
    first = Math.min(first, at);
    last = Math.max(last, at);
    if (symbol) symbols.add(symbol.of(record));
  }
  return {
    sql: ` AND t.ts BETWEEN $1::timestamptz AND $2::timestamptz${symbol ? ' AND t.symbol = ANY ($3::text[])' : ''}`,
    values: [
      fieldText('timestamptz', first),
      fieldText('timestamptz', last),
      ...(symbol ? [[...symbols]] : []),
    ],
  };
}

function restOf<Row>(table: TargetTable<Row>): TargetColumn<Row>[] {
  return table.columns.filter(({ name }) => !table.key.includes(name));
}

function ofSameSource<Row>(table: TargetTable<Row>): string {
  return hasSource(table) ? 't.source = s.source' : 'true';
}

function sameKey<Row>(table: TargetTable<Row>): string {
  return table.key.map((name) => `t.${quoted(name)} = s.${quoted(name)}`).join(' AND ');
}

/** Appends records to a table that has the columns of the given one. */
export async function copyInto<Row>(
  client: pg.PoolClient,
  name: string,
  table: TargetTable<Row>,
  records: readonly Row[],
): Promise<void> {
  if (records.length === 0) return;
  const stream = client.query(copyFrom(copyStatement(name, table)));
  await pipeline(Readable.from(binaryCopy(table, records)), stream);
}

/**
 * Appends rows that are COPY data already (`binaryRows`), within the caller's transaction.
 * @param mayCollide whether the server may refuse one of them. Data is then sent once it has been asked for, and no more
 * of it after a refusal: an end of data that comes after the refusal can leave a connection of PgBouncer's in use for
 * good (https://github.com/pgbouncer/pgbouncer/pull/1471)
 */
export async function copyRows<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  rows: readonly Buffer[],
  { mayCollide }: { readonly mayCollide: boolean },
): Promise<void> {
  const [statement, pieces] = [copyStatement(table.name, table), [copyHeader, ...rows, copyTrailer]];
  if (mayCollide) await pipeline(Readable.from(pieces), client.query(copyFrom(statement)));
  else await copyIn(client, statement, pieces);
}

function copyStatement<Row>(name: string, table: TargetTable<Row>): string {
  const names = table.columns.map((column) => quoted(column.name));
  return `COPY ${name} (${names.join(', ')}) FROM STDIN (FORMAT binary)`;
}

/** Some of our column names are words of SQL. */
function quoted(name: string): string {
  return `"${name}"`;
}
