import { messageOf } from '../../domain/errors.ts';
import type { MigrationProgress } from '../report.ts';
import type { StepJournal, StepName } from './step-journal.ts';

/** What became of a step. */
export interface StepResult {
  readonly outcome: 'done' | 'skipped';
  /** What was found or made, or why nothing was to be done. */
  readonly detail: string;
}

/** What a step tells while it works. */
export type StepProgress = string | MigrationProgress;

/** One thing to do. It can be done again at any time: what is there already is found and kept. */
export interface Step extends StepName {
  run(tell: (progress: StepProgress) => void): Promise<StepResult>;
  /** Takes back what this step changed, where a later one fails; tells what it took back. */
  undo?(): Promise<string>;
}

/** Steps that can be done side by side. */
export interface Phase {
  readonly title: string;
  readonly steps: readonly Step[];
}

export type MigrationEvent =
  | ({ readonly event: 'begun' } & StepName)
  | ({ readonly event: 'progress'; readonly progress: StepProgress } & StepName)
  | ({ readonly event: 'done' | 'skipped' | 'failed' | 'undone'; readonly detail: string } & StepName);

/**
 * Does phase after phase, and the steps of a phase side by side. Each step is in the journal before it begins and
 * after it has ended. Where one fails, its neighbours are let end, what can be taken back is taken back in reverse
 * order, and the failure is thrown.
 */
export async function runPhases(
  phases: readonly Phase[],
  journal: StepJournal,
  onEvent: (event: MigrationEvent) => void,
): Promise<void> {
  const finished: Step[] = [];
  for (const { steps } of phases) {
    const outcomes = await Promise.allSettled(steps.map((step) => runStep(step, journal, onEvent)));
    for (const [at, outcome] of outcomes.entries()) {
      const step = steps[at];
      if (step && outcome.status === 'fulfilled' && outcome.value === 'done') finished.push(step);
    }
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (!failure) continue;
    await takeBack(finished, journal, onEvent);
    throw failure.reason;
  }
}

async function runStep(
  step: Step,
  journal: StepJournal,
  onEvent: (event: MigrationEvent) => void,
): Promise<StepResult['outcome']> {
  const name: StepName = { step: step.step, title: step.title };
  journal.step('begun', name);
  onEvent({ event: 'begun', ...name });
  try {
    const { outcome, detail } = await step.run((progress) =>
      onEvent({ event: 'progress', progress, ...name }),
    );
    journal.step(outcome, name, detail);
    onEvent({ event: outcome, detail, ...name });
    return outcome;
  } catch (error) {
    const detail = messageOf(error);
    journal.step('failed', name, detail);
    onEvent({ event: 'failed', detail, ...name });
    throw error;
  }
}

async function takeBack(
  finished: readonly Step[],
  journal: StepJournal,
  onEvent: (event: MigrationEvent) => void,
): Promise<void> {
  for (const step of finished.toReversed()) {
    if (!step.undo) continue;
    const name: StepName = { step: step.step, title: step.title };
    const detail = await step.undo();
    journal.step('undone', name, detail);
    onEvent({ event: 'undone', detail, ...name });
  }
}
