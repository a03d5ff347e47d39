import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationReport } from '../../src/migrate/report.ts';
import type { SyntheticLegacyOptions } from '../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../support/embedded.ts';
import { ended, program, type Run, runStockula } from '../support/run-stockula.ts';
import { syntheticFile } from '../support/sources.ts';
import type { JournalMoment } from './journal-hook.ts';

type Environment = Readonly<Record<string, string>>;

/** A user's folder: the older application's file, and a configuration that has it asked. */
export interface Workplace {
  readonly source: string;
  readonly configFile: string;
  readonly dataDirectory: string;
  /** Runs a command there to its end. */
  stockula(args: readonly string[], more?: Environment): Promise<Run>;
  /** Begins one; its output is its owner's to read. */
  start(args: readonly string[], more?: Environment): ChildProcess;
  /** Runs one in which something is done at a line of its journal. */
  at(moment: JournalMoment, args: readonly string[], more?: Environment): Promise<Run>;
  configuration(): string;
  journal(): string[];
  /** What must not change by a refused command: the file's bytes and the configuration's text. */
  state(): { readonly source: string; readonly configuration: string };
  /** As before the first migration, but for the database. */
  restart(): void;
}

const hook = join(import.meta.dirname, 'journal-hook.ts');

export const untouchedConfiguration = `# of the older application
storage:
  backend: sqlite # for now
data:
  db_path: legacy.db
`;

export function makeWorkplace(
  options: SyntheticLegacyOptions = {},
  dataDirectory = join(freshFolder(), 'data'),
): Workplace {
  const source = syntheticFile({ dirt: true, endMs: Date.UTC(2024, 5, 3), ...options });
  const folder = dirname(source);
  const configFile = join(folder, '.stockula.yaml');
  const environment = (more: Environment): Environment => ({
    STOCKULA_TEST_CWD: folder,
    STOCKULA_DATA_DIR: dataDirectory,
    ...more,
  });
  const start = (args: readonly string[], more: Environment = {}): ChildProcess =>
    spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment(more) },
    });
  const journalFile = join(dataDirectory, 'migration', 'journal.jsonl');
  const restart = (): void => {
    rmSync(dirname(journalFile), { recursive: true, force: true });
    writeFileSync(configFile, untouchedConfiguration);
  };
  restart();
  return {
    source,
    configFile,
    dataDirectory,
    stockula: (args, more = {}) => runStockula(args, environment(more)),
    start: (args, more) => start([program, ...args], more),
    at: (moment, args, more) =>
      ended(
        start(['--import', hook, program, ...args], {
          ...more,
          STOCKULA_TEST_MOMENT: JSON.stringify(moment),
        }),
      ),
    configuration: () => readFileSync(configFile, 'utf8'),
    journal: () =>
      existsSync(journalFile) ? readFileSync(journalFile, 'utf8').split('\n').filter(Boolean) : [],
    state: () => ({ source: hashOf(source), configuration: readFileSync(configFile, 'utf8') }),
    restart,
  };
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** What does not depend on when and how often a migration was run. */
export function outcomeOf(
  report: MigrationReport,
): Pick<MigrationReport, 'status' | 'tables' | 'quarantine' | 'differences'> {
  const { status, tables, quarantine, differences } = report;
  return { status, tables, quarantine, differences };
}

/** A configuration without the keys of a switch that hold a time and a path. */
export function withoutFallback(configuration: string): string {
  return configuration.replace(/^ {2}fallback_(?:file|until): .*\n/gm, '');
}
