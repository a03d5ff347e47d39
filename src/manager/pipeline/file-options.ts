// What users say of a file is said to the pipeline, and known to the reader of files.
export { type ColumnRole, columnRoles, type FileOptions, roleName } from '../../sources/files/options.ts';
