import type { ListrTask, ListrTaskWrapper } from 'listr2';
import { counted } from '../domain/counted.ts';
import type { MigrationEvent, Phase, StepProgress } from '../migrate/machine/phases.ts';
import { beforeInterruptedEnd } from './interruption.ts';
import { tellEvent } from './notes.ts';
import type { AnswerFormat } from './output-option.ts';
import { describeProgress } from './progress.ts';

/** Shows a migration while it runs, on stderr. */
export interface MigrationDisplay {
  onEvent(event: MigrationEvent): void;
  /** Waits until all is drawn. */
  end(): Promise<void>;
}

/**
 * A live tree of phases and steps on a terminal, plain lines elsewhere, and one JSON object a line where the answer
 * is JSON.
 */
export async function showMigration(
  phases: readonly Phase[],
  output: AnswerFormat,
): Promise<MigrationDisplay> {
  if (output === 'json') return jsonLines();
  if (!process.stderr.isTTY) return plainLines();
  return liveTree(phases);
}

function jsonLines(): MigrationDisplay {
  return {
    onEvent: tellEvent,
    end: () => Promise.resolve(),
  };
}

function plainLines(): MigrationDisplay {
  let last = '';
  const line = (text: string): void => {
    if (text !== last) process.stderr.write(`${text}\n`);
    last = text;
  };
  return {
    onEvent: (event) => {
      if (event.event === 'begun') line(event.title);
      else if (event.event === 'progress') line(`  ${plainText(event.progress)}`);
      // Why it failed is told once, by the command, at its end.
      else if (event.event === 'failed') line(`  ${event.title}: failed`);
      else line(`  ${event.title}: ${event.event} (${event.detail})`);
    },
    end: () => Promise.resolve(),
  };
}

/** Without numbers that change all the time: a log of a long run stays short. */
function plainText(progress: StepProgress): string {
  if (typeof progress === 'string') return progress;
  const rows =
    progress.step === 'copy' && progress.total !== null ? ` (${counted(progress.total, 'row')})` : '';
  return `${describeProgress({ ...progress, total: null }).replace(/ …$/, '')}${rows}`;
}

type Wrapper = ListrTaskWrapper<unknown, never, never>;

/** A step in the tree: what is told of it, and when it is over. */
class TreeStep {
  readonly over: Promise<void>;
  /** As it was told last: a quick step can be over before the tree shows it. */
  title: string | null = null;
  task: Wrapper | null = null;
  skippedFor: string | null = null;
  settle: (failure: Error | null) => void = () => undefined;

  constructor() {
    this.over = new Promise((resolve, reject) => {
      this.settle = (failure) => (failure ? reject(failure) : resolve());
    });
    // A step whose phase never begins is not waited for.
    this.over.catch(() => undefined);
  }
}

async function liveTree(phases: readonly Phase[]): Promise<MigrationDisplay> {
  const { Listr, ListrLogger, ProcessOutput, DefaultRenderer } = await import('listr2');
  /** Whether it is drawn was decided by stderr; by itself it would look at stdout, which may be a file. */
  class TreeRenderer extends DefaultRenderer {
    static override readonly nonTTY = true;
  }
  const steps = new Map(phases.flatMap(({ steps: all }) => all.map(({ step }) => [step, new TreeStep()])));
  const tasks = phases.map(
    ({ title, steps: own }): ListrTask => ({
      title,
      task: (_, phase) =>
        phase.newListr(
          own.map(({ step, title: name }) => stepTask(name, steps.get(step) ?? new TreeStep())),
          { concurrent: true, exitOnError: false },
        ),
    }),
  );
  // Its first stream is what it draws on.
  const terminal = new ProcessOutput(process.stderr, process.stderr);
  // While it draws, the tree keeps back what others write there, and hides the cursor.
  const forget = beforeInterruptedEnd(() => terminal.release());
  const tree = new Listr(tasks, {
    exitOnError: true,
    renderer: TreeRenderer,
    // The command itself decides what an interruption does.
    registerSignalListeners: false,
    rendererOptions: {
      collapseSubtasks: false,
      showErrorMessage: false,
      logger: new ListrLogger({ useIcons: true, toStderr: [], processOutput: terminal }),
    },
  });
  const drawn = tree.run().catch(() => undefined);
  return {
    onEvent: (event) => tellTree(steps.get(event.step), event),
    end: async () => {
      for (const step of steps.values()) step.settle(new Error('not begun'));
      await drawn;
      forget();
    },
  };
}

function stepTask(title: string, step: TreeStep): ListrTask {
  return {
    title,
    task: async (_, task) => {
      step.task = task as unknown as Wrapper;
      if (step.title !== null) task.title = step.title;
      await step.over;
      if (step.skippedFor !== null) task.skip(`${title}: ${step.skippedFor}`);
    },
  };
}

function tellTree(step: TreeStep | undefined, event: MigrationEvent): void {
  if (!step) return;
  const { task } = step;
  switch (event.event) {
    case 'progress':
      if (task)
        task.output = typeof event.progress === 'string' ? event.progress : describeProgress(event.progress);
      break;
    case 'done':
      retitle(step, `${event.title}: ${event.detail}`);
      step.settle(null);
      break;
    case 'skipped':
      step.skippedFor = event.detail;
      step.settle(null);
      break;
    case 'failed':
      step.settle(new Error(event.detail));
      break;
    case 'undone':
      retitle(step, `${event.title} – taken back: ${event.detail}`);
      break;
    default:
  }
}

function retitle(step: TreeStep, title: string): void {
  step.title = title;
  if (step.task) step.task.title = title;
}
