// What users say of a file is said to the pipeline, and known to its stages.
export { isCurrency } from '../../etl/transform/currency-unit.ts';
export { type ColumnRole, columnRoles, type FileOptions, roleName } from '../../sources/files/options.ts';
