import type { Command } from 'commander';
import { addCoverage } from './coverage.ts';
import { addFetch } from './fetch.ts';
import { addFlags } from './flags.ts';
import { addHeal } from './heal.ts';
import { addImport } from './import.ts';
import { addOthers } from './others.ts';
import { addQuarantine } from './quarantine.ts';
import { addRuns } from './runs.ts';
import { addWatch } from './watch.ts';
import { addWorker } from './worker.ts';

/** `stockula etl …`: market data in. */
export function addEtl(program: Command): void {
  const etl = program
    .command('etl')
    .description('bring market data in: from sources and files, checked, with gaps known')
    .addHelpText(
      'after',
      `
Examples:
  stockula etl fetch AAPL MSFT --from 2015-01-01
  stockula etl import prices/*.csv.gz
  stockula etl coverage AAPL
  stockula etl heal

Exit status: 0 if all symbols succeeded or needed nothing, 12 if some failed, 11 if all did.`,
    );
  for (const add of [
    addFetch,
    addImport,
    addWatch,
    addCoverage,
    addHeal,
    addOthers,
    addQuarantine,
    addFlags,
    addRuns,
    addWorker,
  ])
    add(etl);
}
