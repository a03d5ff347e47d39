import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import type { LoadedConfig } from '../../../config/load.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { PreparedMigration } from '../../../migrate/machine/migration.ts';
import type {
  JournaledMigration,
  MigrationTask,
  StepJournal,
} from '../../../migrate/machine/step-journal.ts';
import type { Surroundings } from '../../../migrate/machine/surroundings.ts';
import type { GlobalOptions } from '../../context.ts';
import { noteWarnings } from '../../notes.ts';
import type { AnswerFormat } from '../../output-option.ts';
import { withMigrationLock } from './lock.ts';
import { printReport, type WholeCommand } from './print-report.ts';

/** Makes the phases of what was asked for. */
export type Prepare = (
  task: MigrationTask,
  around: Surroundings,
  goesBack: boolean,
) => Promise<PreparedMigration>;

type TaskOf = (loaded: LoadedConfig, last: JournaledMigration | null) => MigrationTask;

/** What a command is about that changes stores after a migration: that of the last one, unless a file is named. */
export function migratedTask({ from }: { readonly from?: string }): TaskOf {
  return ({ config }, last) => ({
    from: resolve(from ?? last?.task.from ?? config.data.db_path),
    driver: last?.task.driver ?? 'embedded',
    switches: true,
    repairs: null,
  });
}

interface PerformOptions {
  readonly yes?: boolean;
  readonly output: AnswerFormat;
  /** Whether it belongs to the last migration of the same file even if that came to its end. */
  readonly continues?: boolean;
  /** Refuses where there is no database, and makes nothing there. */
  readonly mustExist?: boolean;
  /** Whether it goes back to the older file, or whither the last migration went; by default it does not. */
  readonly goesBack?: true | 'as before';
}

/** Does the phases of a migration in their order, journaled and shown, and prints the report at their end. */
export async function perform(
  command: Command,
  options: PerformOptions,
  taskOf: TaskOf,
  prepare: Prepare,
): Promise<void> {
  const started = performance.now();
  const { readConfiguration } = await import('../../../app/configuration.ts');
  const { migrationSurroundings, requireSource } = await import('../../../app/migration.ts');
  const { config: configFile } = command.optsWithGlobals<GlobalOptions>();
  const loaded = await readConfiguration(configFile);
  noteWarnings(loaded, options.output);
  if (options.mustExist) await requireTarget(loaded);
  await withMigrationLock(loaded, async ({ dataDirectory, journal }) => {
    const last = journal.last();
    const task = taskOf(loaded, last);
    const goesBack = options.goesBack === 'as before' ? last?.goesBack === true : options.goesBack === true;
    requireSource(task.from);
    begin(journal, task, { continues: options.continues === true, goesBack });
    const around = migrationSurroundings({
      driver: task.driver,
      consent: options.yes === true,
      options: { configFile },
      loaded,
      journal,
      dataDirectory,
    });
    const migration = await prepare(task, around, goesBack);
    await run(migration, journal, options.output);
    const total_seconds = Math.round(performance.now() - started) / 1_000;
    await print(migration, { phases: journal.last()?.phases ?? [], total_seconds }, options.output);
    if (task.driver === 'native' && options.output === 'console') await tellServers(dataDirectory);
  });
}

/** They outlive the command, and nobody else starts or stops them. */
async function tellServers(dataDirectory: string): Promise<void> {
  const { ownServices } = await import('../../../infra/native/own-services.ts');
  const { forPeople } = await import('../../output/for-people.ts');
  const { renderServersLeft } = await import('../../output/services.ts');
  process.stdout.write(forPeople(renderServersLeft(ownServices(dataDirectory).names)));
}

/**
 * A server of a driver is asked itself, later.
 * @throws StockulaError NO_DATA
 */
async function requireTarget({ config }: LoadedConfig): Promise<void> {
  const { requireDatabase } = await import('../../../app/existing-database.ts');
  const { StepJournal } = await import('../../../migrate/machine/step-journal.ts');
  const last = new StepJournal(config.database.data_dir).last();
  if ((last?.task.driver ?? 'embedded') === 'embedded') requireDatabase(config);
}

/** What was asked for and did not come to its end is gone on with. */
function begin(
  journal: StepJournal,
  task: MigrationTask,
  { continues, goesBack }: { continues: boolean; goesBack: boolean },
): void {
  const last = journal.last();
  const isSame = last?.task.from === task.from && last.task.driver === task.driver;
  const goesOn = continues || (last?.outcome !== 'completed' && isDeepStrictEqual(last?.task, task));
  if (isSame && goesOn) journal.resume(goesBack);
  else journal.start(task, goesBack);
}

async function run(migration: PreparedMigration, journal: StepJournal, output: AnswerFormat): Promise<void> {
  const { runPhases } = await import('../../../migrate/machine/phases.ts');
  const { showMigration } = await import('../../migration-display.ts');
  const display = await showMigration(migration.phases, output);
  try {
    await runPhases(migration.phases, journal, display.onEvent);
    journal.end('completed');
  } catch (error) {
    journal.end(isRefusal(error, journal.last()) ? 'refused' : 'stopped');
    // A comparison that failed has a report to show; it is not an error of the program.
    const isMismatch = error instanceof StockulaError && error.code === 'VERIFY_MISMATCH';
    if (!isMismatch || migration.report()?.status !== 'mismatched') throw error;
  } finally {
    await display.end();
    await migration.close();
  }
}

/** Steps that look before they change anything. What a driver brought up before a copy is not to be forgotten. */
const refusing: readonly string[] = ['confirm', 'drain', 'carry-back'];

function isRefusal(error: unknown, last: JournaledMigration | null): boolean {
  if (!(error instanceof StockulaError) || error.code !== 'MIGRATION_CONFLICT') return false;
  const step = last?.phases.at(-1)?.step ?? '';
  const steps = last?.task.driver === 'embedded' ? [...refusing, 'copy'] : refusing;
  return steps.includes(step);
}

async function print(migration: PreparedMigration, whole: WholeCommand, output: AnswerFormat): Promise<void> {
  const [report, carried] = [migration.report(), migration.carriedBack()];
  if (report) return printReport(report, output, whole);
  if (output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
    process.stdout.write(renderJson({ ...carried, ...whole }));
  } else if (carried) {
    const { forPeople } = await import('../../output/for-people.ts');
    const { renderRollback } = await import('../../output/rollback.ts');
    process.stdout.write(forPeople(renderRollback(carried, process.stdout.isTTY)));
  }
}
