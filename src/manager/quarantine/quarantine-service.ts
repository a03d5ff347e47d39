import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { StoragePolicies } from '../../storage/timescale/policies.ts';
import {
  type QuarantineCount,
  type QuarantinedRow,
  type QuarantineFilter,
  type QuarantinePlace,
  quarantineCounts,
  quarantinedRow,
  quarantinePage,
} from '../../storage/timescale/quarantine-pages.ts';
import type { LentDatabase } from '../lent-database.ts';
import { dismissSetAside } from '../pipeline/dismiss.ts';
import { type Released, releaseSetAside } from '../pipeline/release.ts';
import { type Explanation, explainSetAside } from '../pipeline/set-aside.ts';
import { offendingFields } from './offending-fields.ts';
import { reasonText } from './reason-text.ts';

export type { QuarantineFilter, QuarantinePlace } from '../../storage/timescale/quarantine-pages.ts';

/** A row, and what is wrong with it in words. */
export interface ExplainedRow extends QuarantinedRow {
  /** Completes "this row …". */
  readonly sentence: string;
  /** Names of the fields that the reason is about; none: the row as a whole. */
  readonly offending: readonly string[];
}

export interface RowWithSurroundings extends ExplainedRow {
  readonly releasable: boolean;
  readonly around: Explanation['around'];
}

export interface ReasonCount extends QuarantineCount {
  readonly sentence: string;
}

/** Rows that are set aside, and decisions about them. */
export class QuarantineService {
  readonly #database: LentDatabase;
  readonly #policies: () => StoragePolicies;

  constructor(database: LentDatabase, policies: () => StoragePolicies) {
    this.#database = database;
    this.#policies = policies;
  }

  async page(
    filter: QuarantineFilter,
    after: QuarantinePlace | null,
    limit: number,
  ): Promise<{ readonly rows: readonly ExplainedRow[]; readonly next: QuarantinePlace | null }> {
    const { rows, next } = await this.#database.read(({ pool }) =>
      quarantinePage(pool, filter, after, limit),
    );
    return { rows: rows.map(explained), next };
  }

  async counts(filter: QuarantineFilter): Promise<readonly ReasonCount[]> {
    const counts = await this.#database.read(({ pool }) => quarantineCounts(pool, filter));
    return counts.map((count) => ({ ...count, sentence: reasonText(count.reason) }));
  }

  /** @throws StockulaError NOT_FOUND */
  find(id: string): Promise<RowWithSurroundings> {
    return this.#database.read(async ({ pool }) => {
      const row = await quarantinedRow(pool, id);
      if (row === null) throw unknownRow(id);
      if (row.origin === 'migration') return { ...explained(row), releasable: false, around: [] };
      const { releasable, around } = await explainSetAside(pool, id, Date.now() as EpochMs);
      return { ...explained(row), releasable, around };
    });
  }

  /**
   * Stores rows as they are, on the word of the caller: all of them or none.
   * @throws StockulaError NOT_FOUND, USAGE where one cannot be stored, MIGRATION_CONFLICT for rows of a migration
   */
  async release(ids: readonly string[]): Promise<Released[]> {
    await this.#refuseMigrated(ids);
    const policies = this.#policies();
    return this.#database.write((database) =>
      releaseSetAside({ database, policies }, ids, Date.now() as EpochMs),
    );
  }

  /**
   * Sets rows aside no longer and stores nothing in their place: all of them or none.
   * @throws StockulaError NOT_FOUND, MIGRATION_CONFLICT for rows of a migration
   */
  async dismiss(ids: readonly string[]): Promise<number> {
    await this.#refuseMigrated(ids);
    const rows = await this.#database.write(({ pool }) => dismissSetAside(pool, { ids }));
    return rows.length;
  }

  /** They are part of what the migration is verified by, and made anew by the next run. */
  async #refuseMigrated(ids: readonly string[]): Promise<void> {
    await this.#database.read(async ({ pool }) => {
      for (const id of ids) {
        const row = await quarantinedRow(pool, id);
        if (row === null) throw unknownRow(id);
        if (row.origin === 'migration') throw ofMigration(row);
      }
    });
  }
}

const explained = (row: QuarantinedRow): ExplainedRow => ({
  ...row,
  sentence: reasonText(row.reason),
  offending: offendingFields(row.reason, row.original),
});

function unknownRow(id: string): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'the id of a row that is set aside',
    got: `"${id}"`,
    remedy: 'Look at the list again; a row that was stored since is not in it any more. Nothing was changed.',
  });
}

function ofMigration({ id, table, place }: QuarantinedRow): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'rows that the pipeline set aside',
    got: `row ${id} (${table}, ${place}), which a migration set aside`,
    remedy:
      'Correct the row in the older application’s file and run the migration again; it makes its quarantine anew. Nothing was changed.',
  });
}
