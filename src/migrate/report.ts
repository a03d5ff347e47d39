import type { Defect } from '../domain/defect.ts';
import type { RepairKind } from '../domain/repair.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';

export interface TableCounts {
  read: number;
  written: number;
  merged: number;
  quarantined: number;
}

/** One table of a migration: `read = written + kept + merged + quarantined`. */
export interface TableReport extends Readonly<TableCounts> {
  /** Name in the source. */
  readonly name: LegacyTableName;
  readonly target: string;
  /** Rows whose key another source's row holds, which stays: it came by the pipeline or on a user's word. */
  readonly kept: number;
  /** Whether source and target have the same rows, value by value; null before verification. */
  readonly checksum_match: boolean | null;
  /** What the source says should be stored, set aside or merged, and what is: hex, of all groups of the table. */
  readonly source_checksum: string;
  readonly target_checksum: string;
}

export interface QuarantineCount {
  readonly table: LegacyTableName;
  readonly reason: Defect;
  readonly count: number;
}

/** Rows that were taken after repair; a row that was mended in two ways is counted for both. */
export interface RepairCount {
  readonly table: LegacyTableName;
  readonly kind: RepairKind;
  readonly count: number;
}

/** A group (symbol and year, or a whole plain table) in which source and target differ. */
export interface Difference {
  readonly table: LegacyTableName;
  readonly group: string;
  readonly expected_rows: number;
  readonly found_rows: number;
}

/** The outcome of `migrate run` and `migrate verify`, as `-o json` prints it. */
export interface MigrationReport {
  readonly status: 'verified' | 'mismatched';
  readonly source: { readonly path: string; readonly generation: 1 | 2; readonly fingerprint: string };
  readonly target: string;
  readonly tables: readonly TableReport[];
  readonly quarantine: readonly QuarantineCount[];
  readonly repairs: readonly RepairCount[];
  readonly differences: readonly Difference[];
  /** Raw bars older than the retention window. */
  readonly rows_older_than_retention: number;
  /** Whether no policy drops them: a migration that brings such bars pauses it, and only the user lets it go on. */
  readonly retention_paused: boolean;
  /** Source rows per second of the copy alone; null where everything had been copied before. */
  readonly rows_per_second: number | null;
  readonly seconds: number;
}

/** What a run tells while it works. `done` and `total` are rows where `total` is known. */
export interface MigrationProgress {
  readonly step: 'snapshot' | 'read' | 'copy' | 'aggregate' | 'compress' | 'verify' | 'compare';
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}

export type OnProgress = (progress: MigrationProgress) => void;
