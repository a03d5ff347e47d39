import type { Command } from 'commander';
import type { LoadedConfig } from '../../../config/load.ts';
import type { Config } from '../../../config/schema.ts';
import { errorTable, StockulaError } from '../../../domain/errors.ts';
import { shellWord } from '../../../domain/shell-word.ts';
import type { MigrationPlan } from '../../../migrate/plan/plan-report.ts';
import type { GlobalOptions } from '../../context.ts';
import { noteWarnings } from '../../notes.ts';
import { progressLine } from '../../progress.ts';
import { type CopyOptions, withMigratedSource } from './copy.ts';
import { refuseAtWork } from './lock.ts';

/** `stockula migrate plan` */
export function addPlan(migrate: Command): void {
  withMigratedSource(migrate.command('plan'))
    .description('tell what a run would do, how long it takes and what room it needs; changes nothing')
    .addHelpText(
      'after',
      '\nExit status: 0; where a run would be refused now, that of the reason, with the plan told all the same.',
    )
    .action(planCommand);
}

/** Needs no database; one that is there is asked whether it would take the file. */
async function planCommand({ from, output }: CopyOptions, command: Command): Promise<void> {
  const { readConfiguration } = await import('../../../app/configuration.ts');
  const { publicError } = await import('../../output/public-error.ts');
  const { config: configFile } = command.optsWithGlobals<GlobalOptions>();
  const loaded = await readConfiguration(configFile);
  noteWarnings(loaded, 'console');
  const { config } = loaded;
  const { fileMigratedLast } = await import('../../../app/run-refusal.ts');
  const file = from ?? (await fileMigratedLast(loaded)) ?? config.data.db_path;
  const plan = await planFor(config, file);
  const refusal = await refusalOf(plan, loaded, configFile);
  const refused = refusal && publicError(refusal);
  if (refusal) process.exitCode = errorTable[refusal.code].exit;
  if (output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
    process.stdout.write(renderJson({ ...plan, refusal: refused }));
  } else {
    const { forPeople } = await import('../../output/for-people.ts');
    const { planWidth, renderPlan } = await import('../../output/plan.ts');
    const columns = Math.min(planWidth, process.stdout.columns || planWidth);
    const next = runCommand(plan.source.path, configFile);
    const text = renderPlan(plan, { refused, next }, process.stdout.isTTY);
    process.stdout.write(forPeople(text, { isTTY: true, columns }));
  }
}

/** What to type next. */
function runCommand(from: string, configFile: string | undefined): string {
  const config = configFile === undefined ? '' : ` --config ${shellWord(configFile)}`;
  return `stockula${config} migrate run --from ${shellWord(from)}`;
}

async function refusalOf(
  { source }: MigrationPlan,
  loaded: LoadedConfig,
  configFile: string | undefined,
): Promise<StockulaError | null> {
  const { runRefusal } = await import('../../../app/run-refusal.ts');
  try {
    await refuseAtWork(loaded);
  } catch (error) {
    if (error instanceof StockulaError) return error;
    throw error;
  }
  return runRefusal(source, loaded, { configFile });
}

async function planFor({ database, storage }: Config, from: string): Promise<MigrationPlan> {
  const { planMigration } = await import('../../../migrate/plan/plan.ts');
  const progress = progressLine(process.stderr);
  try {
    return await planMigration({
      from,
      target: { kind: database.url ? 'server' : 'embedded', data_directory: database.data_dir },
      retentionRawBars: storage.retention_raw_bars === 'never' ? null : storage.retention_raw_bars.text,
      compressAfter: storage.compress_after === 'never' ? null : storage.compress_after.text,
      onProgress: progress.migration.bind(progress),
    });
  } finally {
    progress.done();
  }
}
