import { existsSync } from 'node:fs';
import { redactSecrets } from '../../config/secret-url.ts';
import { defects } from '../../domain/defect.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Database } from '../../storage/timescale/database.ts';
import { type MigrationSource, openSource } from '../source.ts';
import { type FinishedRun, readFinishedRun } from './finished-run.ts';
import { howToGoBack } from './go-back.ts';
import type { ConfigurationChange, PhaseRecord } from './input.ts';
import type { MigrationFile } from './migration-file.ts';
import { measureQueries } from './query-times.ts';
import { readStoreSizes } from './store-sizes.ts';
import { readMachine, readVersions } from './surroundings.ts';

export interface ReportRequest {
  readonly database: Database;
  /** Folder for the snapshot that is measured against. */
  readonly scratchFolder: string;
  /** Version of this program. */
  readonly stockula: string;
  readonly phases: readonly PhaseRecord[];
  readonly configurationChanges: readonly ConfigurationChange[];
  readonly onProgress?: (text: string) => void;
}

/**
 * Puts together what is to be filed about the last migration: its own report, and sizes and query times as they are
 * now. Changes nothing.
 * @throws StockulaError MIGRATION_CONFLICT if no migration has come to its end; DISK_FULL
 */
export async function collectMigrationFile(request: ReportRequest): Promise<MigrationFile> {
  const { database, configurationChanges, onProgress } = request;
  const run = await readFinishedRun(database.pool);
  const { report } = run;
  onProgress?.('Taking a snapshot of the source');
  const { source, note } = await sourceIfThere(report.source.path, request.scratchFolder);
  try {
    onProgress?.('Measuring sizes and query times on both databases');
    return {
      format: 'stockula-migration-report',
      format_version: 1,
      created_at: new Date().toISOString(),
      ...fromRun(run),
      source: { ...report.source, now: stateOf(source, report.source.fingerprint), note },
      phases: request.phases.map(phaseOf),
      sizes: {
        sqlite_bytes: source?.sizeBytes ?? null,
        ...(await readStoreSizes(database)),
      },
      queries: await measureQueries(database.pool, source?.file.database ?? null),
      versions: readVersions(request.stockula, database.edition),
      machine: readMachine(),
      configuration_changes: configurationChanges.map((change) => ({
        ...change,
        before: change.before && redactSecrets(change.before),
        after: change.after && redactSecrets(change.after),
      })),
      go_back: howToGoBack(database, report.source.path, configurationChanges),
    };
  } finally {
    source?.close();
  }
}

/** The source may be gone, in use or changed by now; the migration is reported on all the same. */
async function sourceIfThere(
  path: string,
  scratchFolder: string,
): Promise<{ source: MigrationSource | null; note: string | null }> {
  if (!existsSync(path)) return { source: null, note: 'The file is no longer there.' };
  try {
    return { source: await openSource(path, scratchFolder), note: null };
  } catch (error) {
    if (!(error instanceof StockulaError) || error.code !== 'SOURCE_UNUSABLE') throw error;
    return { source: null, note: error.message };
  }
}

function stateOf(source: MigrationSource | null, fingerprint: string): MigrationFile['source']['now'] {
  if (!source) return 'unavailable';
  return source.fingerprint === fingerprint ? 'same' : 'changed';
}

/** What the run itself has noted. */
function fromRun({ id, mode, startedAt, finishedAt, report }: FinishedRun) {
  return {
    status: report.status,
    run: {
      id,
      mode,
      started_at: startedAt.toISOString(),
      finished_at: finishedAt.toISOString(),
      seconds: report.seconds,
      rows_per_second: report.rows_per_second,
    },
    target: report.target,
    tables: report.tables.map((table) => ({
      ...table,
      kept: table.kept ?? 0,
      source_checksum: table.source_checksum ?? null,
      target_checksum: table.target_checksum ?? null,
    })),
    differences: [...report.differences],
    quarantine: {
      list_command: 'stockula migrate quarantine',
      reasons: report.quarantine.map(({ table, reason, count }) => ({
        table,
        reason,
        explanation: defects[reason],
        count,
        list_command: `stockula migrate quarantine --table ${table} --reason ${reason}`,
      })),
    },
    retention: { rows_older: report.rows_older_than_retention, paused: report.retention_paused },
  };
}

function phaseOf({
  step,
  title,
  startedAt,
  finishedAt,
  outcome,
  detail,
}: PhaseRecord): MigrationFile['phases'][number] {
  const seconds = finishedAt === null ? null : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return { step, title, started_at: startedAt, finished_at: finishedAt, seconds, outcome, detail };
}
