import { existsSync } from 'node:fs';
import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { StockulaError } from '../domain/errors.ts';
import { explainInterruption } from '../migrate/interruption.ts';
import { lastRun, refuseRun } from '../migrate/journal.ts';
import { lookAround } from '../migrate/machine/infrastructure-steps.ts';
import { StepJournal } from '../migrate/machine/step-journal.ts';
import type { MigrationPlan } from '../migrate/plan/plan-report.ts';
import { samplePath } from '../migrate/sample.ts';
import { dataDirectoryAt } from '../storage/embedded/data-directory.ts';
import { type Database, openDatabase } from '../storage/timescale/database.ts';
import { schemaIsCurrent } from '../storage/timescale/schema-upgrades.ts';
import { targetOf } from './app.ts';
import type { AppOptions } from './configuration.ts';
import { migrationSurroundings } from './migration.ts';

/**
 * Why a run of a file would be refused now, as far as that can be told without changing anything: by the look at the
 * machine that a run begins with, and by a database that is there. Null where nothing is in its way.
 */
export async function runRefusal(
  source: MigrationPlan['source'],
  loaded: LoadedConfig,
  options: AppOptions,
): Promise<StockulaError | null> {
  try {
    await look(source.path, loaded, options);
    await askDatabase(source, loaded);
    return null;
  } catch (error) {
    if (error instanceof StockulaError) return error;
    throw error;
  }
}

async function look(from: string, loaded: LoadedConfig, options: AppOptions): Promise<void> {
  const dataDirectory = loaded.config.database.data_dir;
  const driver = 'embedded';
  const journal = new StepJournal(dataDirectory);
  const around = migrationSurroundings({ driver, consent: false, options, loaded, journal, dataDirectory });
  await lookAround({ from, driver, switches: true, repairs: null }, around).run(() => undefined);
}

async function askDatabase(source: MigrationPlan['source'], { config }: LoadedConfig): Promise<void> {
  const sample = samplePath(config.database.data_dir);
  await withExisting(config, (database) => refuseRun(database, source, sample));
}

/** The file that was migrated last, if the database tells of one; the synthetic sample is none. */
export async function fileMigratedLast({ config }: LoadedConfig): Promise<string | null> {
  try {
    const last = await withExisting(config, lastRun);
    return last && last.source_path !== samplePath(config.database.data_dir) ? last.source_path : null;
  } catch (error) {
    // A plan needs no database; that one does not answer is told where it is asked whether it would take the file.
    if (error instanceof StockulaError) return null;
    throw error;
  }
}

/** @returns null where there is no database yet, or one of another schema: a run upgrades it, only then can it tell */
async function withExisting<Answer>(
  config: Config,
  ask: (database: Database) => Promise<Answer>,
): Promise<Answer | null> {
  const { url, data_dir } = config.database;
  if (!url && !existsSync(dataDirectoryAt(data_dir).cluster)) return null;
  const database = await openDatabase(targetOf(config));
  try {
    if (!(await schemaIsCurrent(database.pool, database.edition.name))) return null;
    return await ask(database);
  } catch (error) {
    throw explainInterruption(error, database);
  } finally {
    await database.close();
  }
}
