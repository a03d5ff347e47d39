import type pg from 'pg';
import type { MigrationRun } from './journal.ts';
import type { MigrationSource, SourceContexts } from './source.ts';

/** What is compared: a source, with what a run made of it. */
export interface VerifyJob {
  readonly pool: pg.Pool;
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly run: MigrationRun;
}
