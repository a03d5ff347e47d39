import { explainInterruption } from '../interruption.ts';
import type { MigrationReport } from '../report.ts';
import type { CarriedBack } from '../rollback/carried-back.ts';
import {
  carryBack,
  confirm,
  copy,
  drain,
  optimise,
  switchBack,
  switchOver,
  testFeatures,
  validate,
} from './data-steps.ts';
import type { Findings } from './findings.ts';
import { configure, install, lookAround, needed, provision, schema, test } from './infrastructure-steps.ts';
import type { Phase, Step } from './phases.ts';
import type { MigrationTask } from './step-journal.ts';
import type { Surroundings } from './surroundings.ts';

export interface PreparedMigration {
  readonly phases: readonly Phase[];
  /** Of the copy; there once it was compared. */
  report(): MigrationReport | null;
  /** Of a rollback; there once rows were carried back. */
  carriedBack(): CarriedBack | null;
  /** Closes what was opened. */
  close(): Promise<void>;
}

function prepared(phasesOver: (findings: Findings) => readonly Phase[]): PreparedMigration {
  const findings: Findings = {
    database: null,
    target: null,
    report: null,
    isProven: true,
    carriedBack: null,
  };
  return {
    phases: phasesOver(findings).map(({ title, steps }) => ({
      title,
      steps: steps.map((step) => explaining(step, findings)),
    })),
    report: () => findings.report,
    carriedBack: () => findings.carriedBack,
    close: async () => {
      await findings.target?.close();
    },
  };
}

/** The step, in which a database that goes away is no defect of ours. */
function explaining(step: Step, findings: Findings): Step {
  return {
    ...step,
    run: async (tell) => {
      try {
        return await step.run(tell);
      } catch (error) {
        throw findings.target ? explainInterruption(error, findings.target.database) : error;
      }
    },
  };
}

/** All of a migration, in the order in which it is done. Nothing is begun yet. */
export function prepareMigration(task: MigrationTask, around: Surroundings): PreparedMigration {
  const components = needed(task.driver);
  const tested = components.filter((name) => name !== 'database');
  return prepared((findings) => [
    { title: 'Environment', steps: [lookAround(task, around)] },
    { title: 'Installation', steps: [install(components, around)] },
    { title: 'Infrastructure', steps: components.map((name) => provision(name, around, findings)) },
    { title: 'Configuration', steps: components.map((name) => configure(name, around.driver)) },
    {
      title: 'Schema and tests',
      steps: [schema(task, around, findings, false), ...tested.map((name) => test(name, around.driver))],
    },
    { title: 'Copy', steps: [copy(task, findings)] },
    { title: 'Validation', steps: [validate(task, findings)] },
    { title: 'Aggregates and compression', steps: [optimise(task, findings)] },
    { title: 'Switch', steps: [switchOver(task, around, findings, true)] },
    { title: 'Test of all features', steps: [testFeatures(task, findings)] },
  ]);
}

/** The switch alone, of a migration that was left before it. */
export function prepareSwitch(
  task: MigrationTask,
  around: Surroundings,
  isDrained: boolean,
): PreparedMigration {
  return prepared((findings) => [
    ...serverAgain(task, around, findings),
    { title: 'Schema', steps: [schema(task, around, findings, true)] },
    { title: 'Validation', steps: [isDrained ? drain(task, findings) : confirm(task, findings)] },
    // A migration that was killed once its rows were verified has not come to it; otherwise there is little to do.
    { title: 'Aggregates and compression', steps: [optimise(task, findings)] },
    { title: 'Switch', steps: [switchOver(task, around, findings, isDrained)] },
    { title: 'Test of all features', steps: [testFeatures(task, findings)] },
  ]);
}

/** The way back: what was written since the switch, then the configuration. */
export function prepareRollback(task: MigrationTask, around: Surroundings): PreparedMigration {
  return prepared((findings) => [
    ...serverAgain(task, around, findings),
    { title: 'Schema', steps: [schema(task, around, findings, true)] },
    { title: 'Rows', steps: [carryBack(task, findings)] },
    { title: 'Switch', steps: [switchBack(task, around)] },
  ]);
}

/** A server may have been stopped since. */
function serverAgain({ driver }: MigrationTask, around: Surroundings, findings: Findings): Phase[] {
  if (driver === 'embedded') return [];
  return [{ title: 'Infrastructure', steps: [provision('database', around, findings)] }];
}
