import { counted } from '../../domain/counted.ts';
import { errorTable, StockulaError } from '../../domain/errors.ts';
import { type ComparisonProgress, compareStores } from '../compare-stores.ts';
import type { MigrationReport } from '../report.ts';
import { StoredByOthers } from '../rows-of-others.ts';
import { done, type Findings, skipped } from './findings.ts';
import type { Step, StepProgress, StepResult } from './phases.ts';
import type { MigrationTask } from './step-journal.ts';
import type { OpenTarget, Surroundings } from './surroundings.ts';

export function copy(task: MigrationTask, findings: Findings): Step {
  return {
    step: 'copy',
    title: `Copy ${task.from}`,
    run: async (tell) => {
      findings.report = await open(findings).copy(task, tell);
      return done(copyDetail(findings.report));
    },
  };
}

function copyDetail({ tables, rows_per_second: rate }: MigrationReport): string {
  const sum = (name: 'read' | 'written'): number => tables.reduce((total, table) => total + table[name], 0);
  const written = sum('written');
  if (rate === null) return `${counted(written, 'row was', 'rows were')} there already`;
  return `${counted(sum('read'), 'row')} read, ${counted(written, 'row')} written; ${counted(rate, 'row')} a second`;
}

export function validate({ from, switches }: MigrationTask, findings: Findings): Step {
  return {
    step: 'validate',
    title: 'Validate integrity',
    run: async (tell) => {
      // What the older application wrote while its file was copied is carried over before the application changes
      // stores. Without a switch the copy stands for the moment at which it was begun.
      if (!findings.report || (switches && open(findings).writtenSince(from)))
        return catchUp(from, findings, tell);
      return judge(findings.report);
    },
  };
}

/** @throws StockulaError VERIFY_MISMATCH */
async function catchUp(
  from: string,
  findings: Findings,
  tell: (progress: StepProgress) => void,
): Promise<StepResult> {
  tell('Carrying over what was written meanwhile');
  findings.report = await open(findings).drain(from, tell);
  findings.isProven = true;
  return judge(findings.report);
}

const compareAgain =
  'Run "stockula migrate run" again: it compares every row and writes what is missing or other.';

/** @throws StockulaError VERIFY_MISMATCH */
function judge({ status, differences, tables }: MigrationReport): StepResult {
  if (status === 'verified')
    return done(`${counted(tables.length, 'table')} equal, row by row, in counts and checksums`);
  throw new StockulaError('VERIFY_MISMATCH', {
    expected: 'source and target to be equal',
    got: counted(differences.length, 'group of rows that differs', 'groups of rows that differ'),
    remedy: `The configuration is as it was before. ${compareAgain}`,
  });
}

export function optimise({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'optimise',
    title: 'Aggregates and compression',
    run: async (tell) => {
      const differences = await open(findings).optimise(from, tell);
      findings.isProven = differences !== null;
      if (differences === null) return done('up to date; not compared, since rows were written meanwhile');
      const [first] = differences;
      if (!first) return done('up to date, and every row as it was verified');
      const { table, group, expected_rows: verified, found_rows: found } = first;
      const others = differences.length === 1 ? '' : `, and ${differences.length - 1} more groups`;
      throw new StockulaError('VERIFY_MISMATCH', {
        expected: 'every row to be after aggregation and compression as it was verified',
        got: `other values in ${table}, ${group} (${verified} rows then, ${found} now)${others}`,
        remedy: `The configuration is as it was before. ${compareAgain}`,
      });
    },
  };
}

/** @param catchesUp whether what was written since the comparison is carried over; else the switch is refused */
export function switchOver(
  { from, switches }: MigrationTask,
  { settings }: Surroundings,
  findings: Findings,
  catchesUp: boolean,
): Step {
  return {
    step: 'switch',
    title: 'Switch to TimescaleDB',
    run: async (tell) => {
      if (!switches) return skipped(withoutSwitch(settings, findings));
      const target = open(findings);
      // Aggregates and compression took their time, and nobody looks at every table again after the switch.
      const isOpen = (): boolean => target.writtenSince(from) || !findings.isProven;
      if (catchesUp && isOpen()) await catchUp(from, findings, tell);
      if (isOpen()) await target.requireVerified(from, tell);
      return settings.toTimescale(from, findings.database);
    },
    undo: () => settings.undo(),
  };
}

/** Where no configuration names a store, it is TimescaleDB from the first: then there is nothing to leave unswitched. */
function withoutSwitch(settings: Surroundings['settings'], { database }: Findings): string {
  return settings.answersFromTimescale(database)
    ? 'the configuration is left as it is (--no-switch); by it the application answers from TimescaleDB already'
    : 'not asked for (--no-switch); the application goes on answering as before';
}

export function testFeatures({ from, switches }: MigrationTask, findings: Findings): Step {
  return {
    step: 'test-features',
    title: 'Both stores give the same answers',
    run: async (tell) => {
      const target = open(findings);
      const onProgress = ({ symbol, done: at, total }: ComparisonProgress): void =>
        tell({ step: 'compare', label: symbol, done: at + 1, total });
      const { compared, differences, differing } = await target.withStores(from, switches, (file, database) =>
        compareStores(file, database, { onProgress, except: new StoredByOthers(target.database.pool) }),
      );
      const rows = Object.values(compared).reduce((sum, count) => sum + count, 0);
      if (differing === 0)
        return done(`${counted(rows, 'row')} of answers, all equal; ${target.database.place}`);
      // An application that goes on answering from the file may go on writing, too.
      if (!switches && target.writtenSince(from))
        return done(
          `${counted(rows, 'row')} of answers, of which ${counted(differing, 'kind differs', 'kinds differ')}: the file was written to since. To carry that over: stockula migrate follow`,
        );
      const [first] = differences;
      throw new StockulaError('VERIFY_MISMATCH', {
        expected: 'both stores to give the same answers',
        got: `${differing} that differ, the first about ${first?.symbol}: ${first?.kind} ${first?.key}`,
        remedy: `The configuration is as it was before. ${errorTable.VERIFY_MISMATCH.title}: run "stockula migrate verify", then "stockula migrate run" again.`,
      });
    },
  };
}

export function confirm({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'confirm',
    title: 'The file is as it was verified',
    run: async (tell) => {
      await open(findings).requireVerified(from, tell);
      return done('nothing was written to it since');
    },
  };
}

export function drain({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'drain',
    title: 'Carry over the rest and compare everything',
    run: async (tell) => {
      findings.report = await open(findings).drain(from, tell);
      return judge(findings.report);
    },
  };
}

function open({ target }: Findings): OpenTarget {
  if (!target) throw new Error('a step ran before the one that opens the target');
  return target;
}

/** What was written since the switch goes into the older file, which is backed up before. */
export function carryBack({ from }: MigrationTask, findings: Findings): Step {
  return {
    step: 'carry-back',
    title: `Carry back into ${from}`,
    run: async (tell) => {
      findings.carriedBack = await open(findings).carryBack(from, tell);
      const { tables, backup, proven } = findings.carriedBack;
      if (!proven) {
        throw new StockulaError('VERIFY_MISMATCH', {
          expected: 'the older file to have everything that can be carried back',
          got: 'differences after it was written',
          remedy: `Nothing was switched. The file as it was before: ${backup}.`,
        });
      }
      const written = tables.reduce(
        (sum, { inserted, updated, mended }) => sum + inserted + updated + mended,
        0,
      );
      return done(`${counted(written, 'row')} written; the file as it was before: ${backup}`);
    },
  };
}

export function switchBack({ from }: MigrationTask, { settings }: Surroundings): Step {
  return {
    step: 'switch-back',
    title: 'Switch to the older file',
    run: async () => done(await settings.toLegacy(from)),
    undo: () => settings.undo(),
  };
}
