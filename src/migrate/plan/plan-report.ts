import type { Defect } from '../../domain/defect.ts';
import type { LegacyTableName } from '../../sources/legacy-sqlite/tables.ts';
import type { TableCounts } from '../report.ts';

// The plan as `stockula migrate plan -o json` prints it. docs/migration.md describes every name.

export interface PlannedTable extends Readonly<TableCounts> {
  /** Name in the source. */
  readonly name: LegacyTableName;
  readonly target: string;
}

/** Rows that would be written for one symbol; days as YYYY-MM-DD. */
export interface SymbolRows {
  readonly symbol: string;
  readonly bars: number;
  readonly dividends: number;
  readonly splits: number;
  readonly options: number;
  readonly first_bar: string | null;
  readonly last_bar: string | null;
}

export interface DirtExample {
  /** As `migrate quarantine` will name it. */
  readonly place: string;
  readonly twin: string | null;
  /** What is wrong in the row, by column, encoded as in the quarantine; long texts are cut. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Dirt {
  readonly table: LegacyTableName;
  readonly reason: Defect;
  readonly count: number;
  readonly examples: readonly DirtExample[];
}

export interface CorporateAction {
  readonly kind: 'dividend' | 'split';
  /** Ex-date as YYYY-MM-DD. */
  readonly date: string;
  /** Cash per share, or new shares per old one. */
  readonly value: number;
}

/** A place in a series where bars adjusted for a corporate action meet bars that are not. */
export interface Seam {
  readonly symbol: string;
  readonly interval: string;
  /** The first bar after the seam, as YYYY-MM-DD, with the time of day where it has one. */
  readonly at: string;
  /** When the bars on either side were fetched, ISO 8601 in UTC. */
  readonly fetched_before: string;
  readonly fetched_after: string;
  /** What only one of the two sides is adjusted for. */
  readonly actions: readonly CorporateAction[];
}

export interface ChunkPlan {
  readonly table: string;
  /** Width of the chunks that history goes into. */
  readonly width: string;
  readonly history_chunks: number;
  /** One-day chunks, for bars too young to be compressed and those to come. */
  readonly recent_chunks: number;
}

interface DiskEstimate {
  readonly snapshot_bytes: number;
  /** The database when all is done. */
  readonly target_bytes: number;
  /** What history takes before it is compressed, beyond `target_bytes`. */
  readonly uncompressed_bytes: number;
  readonly write_ahead_log_bytes: number;
  /** All of it at once. */
  readonly peak_bytes: number;
  /** Room on the disk of the data directory. */
  readonly free_bytes: number;
  readonly free_at: string;
  readonly enough: boolean;
}

interface TimeEstimate {
  readonly open_seconds: number;
  readonly copy_seconds: number;
  readonly finish_seconds: number;
  readonly verify_seconds: number;
  readonly total_seconds: number;
}

/** Defects of which it is known what the row should have said, and company data whose text is no JSON. */
type RepairKind = 'symbol_case' | 'interval_alias' | 'duplicate_option' | 'stock_info_nan';

export interface MigrationPlan {
  readonly source: {
    readonly path: string;
    readonly generation: 1 | 2;
    readonly size_bytes: number;
    readonly fingerprint: string;
    /** Whether the last writer crashed and a recovered copy was read. */
    readonly recovered: boolean;
    /** Tables of the older application that the file has. */
    readonly tables: readonly LegacyTableName[];
    /** Tables and columns (`table.column`) that nobody reads: they stay behind. */
    readonly extra_tables: readonly string[];
    readonly extra_columns: readonly string[];
  };
  readonly target: { readonly kind: 'embedded' | 'server'; readonly data_directory: string };
  readonly tables: readonly PlannedTable[];
  readonly symbols: readonly SymbolRows[];
  readonly dirt: readonly Dirt[];
  readonly repairs: readonly { readonly kind: RepairKind; readonly rows: number }[];
  readonly retention: {
    /** `storage.retention_raw_bars`; null: never. */
    readonly window: string | null;
    /** ISO 8601; bars before it are older than the window. */
    readonly cutoff: string | null;
    readonly rows_older_than_retention: number;
    readonly policy_created_paused: boolean;
  };
  readonly chunks: readonly ChunkPlan[];
  readonly seams: {
    readonly count: number;
    readonly bars_without_fetch_time: number;
    readonly list: readonly Seam[];
  };
  readonly estimate: {
    readonly disk: DiskEstimate;
    readonly time: TimeEstimate;
    readonly basis: readonly string[];
  };
  readonly warnings: readonly string[];
  readonly seconds: number;
}
