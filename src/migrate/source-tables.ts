// For commands, which see the older application's file through this folder only.
export { type LegacyTableName, legacyTableNames } from '../sources/legacy-sqlite/tables.ts';
