import type { Database } from '../../../src/storage/timescale/database.ts';
import { rowsOf } from './targets.ts';

// What the schema consists of, from the catalog, as lines that do not depend on the server's version: names, types
// and keys, but not the text of view definitions, which every version of PostgreSQL prints in its own way.

const ours = `(SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'stockula'))`;

const columns = `
  SELECT format('%s %s.%s %s %s%s', CASE relkind WHEN 'v' THEN 'view' ELSE 'table' END, nspname, relname, attname,
    format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' not null' ELSE '' END) AS line
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relnamespace IN ${ours} AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
  ORDER BY nspname, relname, attname`;

const indexes = `
  SELECT 'index ' || pg_get_indexdef(indexrelid) AS line
  FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE relnamespace IN ${ours} ORDER BY 1`;

const constraints = `
  SELECT format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(pg_constraint.oid)) AS line
  FROM pg_constraint WHERE connamespace IN ${ours} AND contype IN ('c', 'p', 'u', 'f') ORDER BY 1`;

const hypertables = `
  SELECT format('hypertable %s by %s, %s', hypertable_name, column_name, time_interval) AS line
  FROM timescaledb_information.dimensions WHERE hypertable_schema = 'public' ORDER BY 1`;

const aggregates = `
  SELECT format('aggregate %s on %s, %s, chunks of %s', view_name, aggregate.hypertable_name,
    CASE WHEN materialized_only THEN 'materialised only' ELSE 'real-time' END, time_interval) AS line
  FROM timescaledb_information.continuous_aggregates AS aggregate
  JOIN timescaledb_information.dimensions AS dimension
    ON dimension.hypertable_name = aggregate.materialization_hypertable_name ORDER BY 1`;

const aggregateIndexes = `
  SELECT format('index on %s (%s)', view_name, (
    SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = indexrelid)) AS line
  FROM timescaledb_information.continuous_aggregates
  JOIN pg_index ON indrelid = format('%I.%I', materialization_hypertable_schema, materialization_hypertable_name)::regclass
  ORDER BY 1`;

const compression = `
  SELECT format('compression of %s: segment by %s, order by %s', hypertable_name,
    string_agg(attname, ', ' ORDER BY segmentby_column_index) FILTER (WHERE segmentby_column_index IS NOT NULL),
    string_agg(attname, ', ' ORDER BY orderby_column_index) FILTER (WHERE orderby_column_index IS NOT NULL)) AS line
  FROM timescaledb_information.compression_settings GROUP BY hypertable_name ORDER BY 1`;

/** What every edition has. */
export function commonSchema(database: Database): Promise<string[]> {
  return lines(database, [columns, indexes, constraints, hypertables]);
}

/** What the community edition has besides. */
export function communitySchema(database: Database): Promise<string[]> {
  return lines(database, [aggregates, aggregateIndexes, compression]);
}

async function lines(database: Database, queries: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const query of queries)
    all.push(...(await rowsOf<{ line: string }>(database, query)).map(({ line }) => line));
  return all;
}
