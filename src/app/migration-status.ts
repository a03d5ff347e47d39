import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { StockulaError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import { explainInterruption } from '../migrate/interruption.ts';
import { lastRun, type RunSummary } from '../migrate/journal.ts';
import { type JournaledMigration, StepJournal } from '../migrate/machine/step-journal.ts';
import { DirectoryLock } from '../storage/embedded/directory-lock.ts';
import { openApp } from './app.ts';
import type { AppOptions } from './configuration.ts';

/** How far a migration is, as `migrate status -o json` prints it. */
export interface MigrationStatus {
  /** Which store answers now. */
  readonly backend: 'timescale' | 'sqlite';
  readonly config_file: string | null;
  /** The older application's file: that of the migration, or the one of the configuration. */
  readonly legacy_file: string;
  /** Whether a migration is at work now. */
  readonly at_work: boolean;
  /** The steps, as the journal has them; null before the first migration. */
  readonly migration: JournaledMigration | null;
  /** The last copy or follower, as the database has it; null where there is no database, or nothing in it. */
  readonly run: RunSummary | null;
  /** Why the database could not be asked: then `run` is null, and nobody knows; null where it answered. */
  readonly database_error: StockulaError | null;
  /** Whether the file was written to since what the database holds was read; null where that cannot be told. */
  readonly written_since: boolean | null;
  readonly next: string;
}

/**
 * Looks at journal, database and file; changes nothing, and makes no database. One that does not answer is part of
 * the answer.
 */
export async function migrationStatus(loaded: LoadedConfig, options: AppOptions): Promise<MigrationStatus> {
  const { config } = loaded;
  const folder = config.database.data_dir;
  const migration = new StepJournal(folder).last();
  const { run, error: database_error } = await readRun(loaded, options);
  const legacy = run?.source_path ?? migration?.task.from ?? resolve(config.data.db_path);
  const known = {
    backend: config.storage.backend,
    config_file: loaded.file,
    legacy_file: legacy,
    at_work: DirectoryLock.isHeld(join(folder, 'migration', 'lock')),
    migration,
    run,
    database_error,
    written_since: writtenSince(legacy, run),
  };
  return { ...known, next: nextStep(known) };
}

interface AskedRun {
  readonly run: RunSummary | null;
  readonly error: StockulaError | null;
}

async function readRun(loaded: LoadedConfig, options: AppOptions): Promise<AskedRun> {
  try {
    const app = await openApp({ ...options, mustExist: true }, loaded);
    try {
      return { run: await lastRun(app.database), error: null };
    } catch (error) {
      throw explainInterruption(error, app.database);
    } finally {
      await app.close();
    }
  } catch (error) {
    if (!(error instanceof StockulaError)) throw error;
    // Before the first migration there is none, and that is what is told.
    return { run: null, error: error.code === 'NO_DATA' ? null : error };
  }
}

function writtenSince(legacy: string, run: RunSummary | null): boolean | null {
  const file = statSync(legacy, { throwIfNoEntry: false });
  if (!file || !run) return null;
  return file.mtimeMs > run.started_at.getTime();
}

/** A follower is never done by itself. */
function whileAtWork(run: RunSummary | null): string {
  return run?.isAlive && run.kind === 'follow'
    ? 'End the follower with Ctrl-C where it runs, then: stockula migrate switch --drain'
    : 'Wait until it is done, or end it: it can be gone on with at any time.';
}

function nextStep(known: Omit<MigrationStatus, 'next'>): string {
  const { backend, at_work, migration, run, database_error } = known;
  if (at_work || run?.isAlive) return whileAtWork(run);
  const left = migration !== null && isLeft(migration, run);
  if (database_error)
    return `First have the database answer, then ${left ? 'go on with it: stockula migrate resume' : 'look again: stockula migrate status'}`;
  if (left) return 'Go on with it: stockula migrate resume';
  if (!run) return firstLook(known);
  if (run.status === 'followed')
    return `Carry over the rest and compare everything: stockula migrate ${backend === 'sqlite' ? 'switch' : 'follow'} --drain`;
  if (run.status !== 'verified') return 'Compare and complete: stockula migrate run';
  if (backend === 'sqlite') return howToSwitch(known);
  return 'Nothing: it is done. A report to file: stockula migrate report. The way back: stockula migrate rollback';
}

function firstLook({ legacy_file: file }: Omit<MigrationStatus, 'next'>): string {
  return `Look first: stockula migrate plan --from ${existsSync(file) ? shellWord(file) : 'FILE'}`;
}

function howToSwitch({ migration, written_since }: Omit<MigrationStatus, 'next'>): string {
  const command = `stockula migrate switch${written_since ? ' --drain' : ''}`;
  if (migration?.wayBackAt)
    return `Nothing: the older file answers, and what was migrated is kept. To come again: ${command}`;
  return `${written_since ? 'Carry over the rest and switch' : 'Switch'}: ${command}`;
}

/** A switch that was refused for what the file has become leaves nothing to go on with. */
function isLeft({ outcome, phases }: JournaledMigration, run: RunSummary | null): boolean {
  const last = phases.at(-1);
  const isRefused = last?.step === 'confirm' && last.outcome === 'failed' && run?.status === 'verified';
  return outcome !== 'completed' && !isRefused;
}
