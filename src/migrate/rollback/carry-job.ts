import type pg from 'pg';
import type { RepairSet } from '../../domain/repair.ts';
import type { LegacyFile } from '../../sources/legacy-sqlite/open.ts';
import type { RowWriter } from '../../sources/legacy-sqlite/write/row-writer.ts';
import type { SourceContexts } from '../source.ts';

/** From where to where. */
export interface CarryJob {
  readonly pool: pg.Pool;
  /** Open for writing, within a transaction. */
  readonly file: LegacyFile;
  readonly writer: RowWriter;
  readonly contexts: SourceContexts;
  readonly repairs: RepairSet;
}
