import { messageOf, StockulaError } from '../../domain/errors.ts';
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
  /**
   * Takes back what this step changed, in this process or in one that was killed, where a later step fails; tells
   * what it took back, null where there was nothing.
   */
  undo?(): Promise<string | null>;
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
 * order, and the failure is thrown. That goes for what an attempt did that was killed before, too.
 */
export async function runPhases(
  phases: readonly Phase[],
  journal: StepJournal,
  onEvent: (event: MigrationEvent) => void,
): Promise<void> {
  const reached = new Set(journal.unsettled().steps);
  for (const { steps } of phases) {
    const outcomes = await Promise.allSettled(steps.map((step) => runStep(step, journal, onEvent)));
    for (const { step } of steps) reached.add(step);
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (!failure) continue;
    const all = phases.flatMap((phase) => phase.steps);
    await takeBack(
      all.filter(({ step }) => reached.has(step)),
      { journal, onEvent, failure: failure.reason },
    );
    throw failure.reason;
  }
}

async function runStep(
  step: Step,
  journal: StepJournal,
  onEvent: (event: MigrationEvent) => void,
): Promise<void> {
  const name: StepName = { step: step.step, title: step.title };
  journal.step('begun', name);
  onEvent({ event: 'begun', ...name });
  try {
    const { outcome, detail } = await step.run((progress) =>
      onEvent({ event: 'progress', progress, ...name }),
    );
    journal.step(outcome, name, detail);
    onEvent({ event: outcome, detail, ...name });
  } catch (error) {
    const detail = messageOf(error);
    journal.step('failed', name, detail);
    onEvent({ event: 'failed', detail, ...name });
    throw error;
  }
}

interface Failed {
  readonly journal: StepJournal;
  readonly onEvent: (event: MigrationEvent) => void;
  readonly failure: unknown;
}

/** @throws StockulaError where something cannot be taken back: with that, nobody may think all were as before */
async function takeBack(steps: readonly Step[], { journal, onEvent, failure }: Failed): Promise<void> {
  const left: unknown[] = [];
  for (const step of steps.toReversed()) {
    if (!step.undo) continue;
    const name: StepName = { step: step.step, title: step.title };
    const tell = (event: 'undone' | 'failed', detail: string): void => {
      journal.step(event, name, detail);
      onEvent({ event, detail, ...name });
    };
    try {
      const detail = await step.undo();
      if (detail !== null) tell('undone', detail);
    } catch (error) {
      left.push(error);
      tell('failed', `not taken back: ${messageOf(error)}`);
    }
  }
  const [first] = left;
  if (first === undefined) return;
  throw new StockulaError(
    first instanceof StockulaError ? first.code : 'INTERNAL',
    {
      expected: `to take back what was done, after this failed: ${messageOf(failure)}`,
      got: messageOf(first),
      remedy: 'Make that possible, then: stockula migrate resume',
    },
    first,
  );
}
