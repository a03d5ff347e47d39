import pg from 'pg';

/** Types whose values JSON has too, by their object identifiers: bool, int2, int4, float4, float8, json, jsonb. */
const jsonTypes = new Set([16, 21, 23, 700, 701, 114, 3802]);

/** Everything else stays as PostgreSQL prints it: pg would turn a date into midnight of this machine's zone. */
export const plainTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    jsonTypes.has(oid) ? pg.types.getTypeParser(oid, format ?? 'text') : (text: unknown) => text,
};
