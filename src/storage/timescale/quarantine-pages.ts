import type pg from 'pg';

/** A row that is set aside, by a migration or by the pipeline, whole. */
export interface QuarantinedRow {
  /** Short, and the same as long as the row is there. */
  readonly id: string;
  readonly origin: 'migration' | 'pipeline';
  /** File of the older application, or name of the source. */
  readonly source: string;
  /** Table of the older application; `bars` or `actions` of the pipeline. */
  readonly table: string;
  readonly symbol: string;
  readonly place: string;
  readonly reason: string;
  /** Place of the row that already has its key. */
  readonly twin: string | null;
  readonly quarantinedAt: Date;
  readonly run: string;
  readonly original: Readonly<Record<string, unknown>>;
}

/** Null stands for all. */
export interface QuarantineFilter {
  readonly origin: QuarantinedRow['origin'] | null;
  readonly symbol: string | null;
  readonly reason: string | null;
  readonly table: string | null;
  readonly run: string | null;
}

/** Where a page ended: the next one begins after this row. */
export interface QuarantinePlace {
  /** ISO time, with microseconds. */
  readonly at: string;
  readonly source: string;
  readonly table: string;
  readonly place: string;
}

const originOf = `CASE WHEN etl_run_id IS NULL THEN 'migration' ELSE 'pipeline' END`;
/** As `stockula etl quarantine` names rows of the pipeline. */
const sourceOf = `CASE WHEN etl_run_id IS NULL THEN source ELSE substr(source, 5) END`;
const idOf = `left(md5(concat_ws(chr(31), source, source_table, place)), 10)`;
const columns = `${idOf} AS id, ${originOf} AS origin, ${sourceOf} AS source, source_table AS "table", symbol, place, reason,
  twin, quarantined_at AS "quarantinedAt", coalesce(etl_run_id, run_id)::text AS run, original`;
const matches = `($1::text IS NULL OR ${originOf} = $1) AND ($2::text IS NULL OR symbol = $2)
  AND ($3::text IS NULL OR reason = $3) AND ($4::text IS NULL OR source_table = $4)
  AND ($5::bigint IS NULL OR coalesce(etl_run_id, run_id) = $5)`;

const parametersOf = ({ origin, symbol, reason, table, run }: QuarantineFilter) => [
  ...[origin, symbol, reason, table, run],
];

/** The latest first, one more than a page where there is a next one. */
export async function quarantinePage(
  client: Pick<pg.Pool, 'query'>,
  filter: QuarantineFilter,
  after: QuarantinePlace | null,
  limit: number,
): Promise<{ readonly rows: QuarantinedRow[]; readonly next: QuarantinePlace | null }> {
  const { rows } = await client.query<QuarantinedRow & { readonly key: QuarantinePlace }>(
    `SELECT ${columns}, json_build_object('at', to_char(quarantined_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       'source', source, 'table', source_table, 'place', place) AS key
     FROM quarantine WHERE ${matches}
       AND ($6::timestamptz IS NULL OR quarantined_at < $6
         OR (quarantined_at = $6 AND (source, source_table, place) > ($7, $8, $9)))
     ORDER BY quarantine.quarantined_at DESC, quarantine.source, quarantine.source_table, quarantine.place LIMIT $10`,
    [
      ...parametersOf(filter),
      ...[after?.at ?? null, after?.source ?? null, after?.table ?? null, after?.place ?? null],
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ key: _, ...row }) => row),
    next: rows.length > limit ? (page.at(-1)?.key ?? null) : null,
  };
}

/** Null where there is none with that id. */
export async function quarantinedRow(
  client: Pick<pg.Pool, 'query'>,
  id: string,
): Promise<QuarantinedRow | null> {
  const { rows } = await client.query<QuarantinedRow>(
    `SELECT ${columns} FROM quarantine WHERE ${idOf} = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export interface QuarantineCount {
  readonly origin: QuarantinedRow['origin'];
  readonly reason: string;
  readonly rows: number;
}

/** How many rows there are for each reason, the most first. */
export async function quarantineCounts(
  client: Pick<pg.Pool, 'query'>,
  filter: QuarantineFilter,
): Promise<QuarantineCount[]> {
  const { rows } = await client.query<QuarantineCount>(
    `SELECT ${originOf} AS origin, reason, count(*)::int AS rows FROM quarantine WHERE ${matches}
     GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    parametersOf(filter),
  );
  return rows;
}
