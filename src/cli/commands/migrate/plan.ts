import type { Command } from 'commander';
import type { Config } from '../../../config/schema.ts';
import type { MigrationPlan } from '../../../migrate/plan/plan-report.ts';
import type { GlobalOptions } from '../../context.ts';
import { noteWarnings } from '../../notes.ts';
import { progressLine } from '../../progress.ts';
import { type CopyOptions, withSource } from './copy.ts';

/** `stockula migrate plan` */
export function addPlan(migrate: Command): void {
  withSource(migrate.command('plan'))
    .description('tell what a run would do, how long it takes and what room it needs; changes nothing')
    .action(planCommand);
}

/** Needs no database: of the configuration only the policies and the place of the data directory count. */
async function planCommand({ from, output }: CopyOptions, command: Command): Promise<void> {
  const { readConfiguration } = await import('../../../app/configuration.ts');
  const loaded = await readConfiguration(command.optsWithGlobals<GlobalOptions>().config);
  noteWarnings(loaded, 'console');
  const { config } = loaded;
  const plan = await planFor(config, from ?? config.data.db_path);
  if (output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
    process.stdout.write(renderJson(plan));
  } else {
    const { forPeople } = await import('../../output/for-people.ts');
    const { planWidth, renderPlan } = await import('../../output/plan.ts');
    const columns = Math.min(planWidth, process.stdout.columns || planWidth);
    process.stdout.write(forPeople(renderPlan(plan, process.stdout.isTTY), { isTTY: true, columns }));
  }
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
