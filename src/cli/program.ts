import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addAnalyse } from './commands/analyse.ts';
import { addAudit } from './commands/audit.ts';
import { addCache } from './commands/cache.ts';
import { addConfig } from './commands/config.ts';
import { addDb } from './commands/db.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEtl } from './commands/etl/index.ts';
import { addForecasts } from './commands/forecasts/index.ts';
import { addIndicators } from './commands/indicators.ts';
import { addJobs } from './commands/jobs/index.ts';
import { addKeys } from './commands/keys/index.ts';
import { addMigrate } from './commands/migrate/index.ts';
import { addPipeline } from './commands/pipeline.ts';
import { addRuns } from './commands/runs/index.ts';
import { addServe } from './commands/serve.ts';
import { addServices } from './commands/services.ts';
import { addSql } from './commands/sql.ts';
import { addStart } from './commands/start.ts';
import { addStrategies } from './commands/strategies.ts';
import { addUsers } from './commands/users/index.ts';
import { forPeople } from './output/for-people.ts';

/** The whole command line. The bare command analyses one symbol, as the older application's did. */
export function buildProgram(): Command {
  const program = new Command('stockula')
    .description('Market data in TimescaleDB, and answers from it')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .option(
      '-c, --config <file>',
      'configuration file (default: STOCKULA_CONFIG_FILE, then .stockula.yaml here)',
    )
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      // Commander breaks descriptions itself, but not what is added below them.
      writeOut: (text) => process.stdout.write(forPeople(text)),
      writeErr: () => undefined,
      outputError: () => undefined,
    });
  for (const add of [
    addAnalyse,
    addPipeline,
    addIndicators,
    addStrategies,
    addRuns,
    addForecasts,
    addMigrate,
    addEtl,
    addJobs,
    addCache,
    addConfig,
    addDb,
    addServe,
    addUsers,
    addKeys,
    addAudit,
    addServices,
    addSql,
    addDoctor,
    addStart,
  ])
    add(program);
  return program;
}

function version(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}
