import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { type MigrationAction, type MigrationCommand, migrationCommand } from '../contract/migration.ts';
import { errorTable } from '../domain/errors.ts';

// What a command writes with `-o json`: an event a line on stderr, one document on stdout.

const progress = z.object({
  event: z.literal('progress'),
  title: z.string(),
  progress: z.union([
    z.string(),
    z.object({ step: z.string(), label: z.string(), done: z.number(), total: z.number().nullable() }),
  ]),
});

const followed = z.object({
  event: z.literal('followed'),
  rounds: z.number(),
  written: z.number(),
  removed: z.number(),
  quarantined: z.number(),
  lag_seconds: z.number(),
});

const stepEvent = z.object({
  event: z.enum(['begun', 'done', 'skipped', 'failed', 'undone']),
  title: z.string(),
});
const told = z.union([progress, followed, stepEvent]);
const failure = z.object({ error: migrationCommand.shape.problem.unwrap() });

/** More than any plan or report has; a command that writes on and on must not fill the memory. */
const mostAnswerBytes = 64 * 1024 * 1024;
/** Between two tellings of progress: a copy tells it for every batch. */
const tellEveryMs = 200;

/** One command while it runs and after it. */
export class MigrationProcess {
  readonly #child: ChildProcess;
  readonly #onChange: (shown: MigrationCommand) => void;
  #shown: MigrationCommand;
  #stopped = false;
  #answer = '';
  #errors: string[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(action: MigrationAction, child: ChildProcess, onChange: (shown: MigrationCommand) => void) {
    this.#child = child;
    this.#onChange = onChange;
    this.#shown = {
      id: crypto.randomUUID(),
      action,
      startedAt: new Date().toISOString(),
      endedAt: null,
      state: 'running',
      progress: null,
      followed: null,
      problem: null,
      answer: null,
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (this.#answer.length < mostAnswerBytes) this.#answer += text;
    });
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => this.#read(line));
    child.once('error', (error) => this.#end(null, error.message));
    child.once('close', (status) => this.#end(status, null));
  }

  get shown(): MigrationCommand {
    return this.#shown;
  }

  get isRunning(): boolean {
    return this.#shown.state === 'running';
  }

  stop(): boolean {
    if (!this.isRunning) return false;
    this.#stopped = true;
    return this.#child.kill('SIGINT');
  }

  #read(line: string): void {
    const event = told.safeParse(parsed(line)).data;
    if (!event) {
      if (line.trim() !== '') this.#errors = [...this.#errors, line].slice(-20);
      return;
    }
    this.#shown = { ...this.#shown, ...changeBy(event) };
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#onChange(this.#shown);
    }, tellEveryMs);
  }

  #end(status: number | null, reason: string | null): void {
    if (!this.isRunning) return;
    if (this.#timer) clearTimeout(this.#timer);
    const answer = parsed(this.#answer);
    const problem = failure.safeParse(answer).data?.error ?? null;
    const failed = status !== 0 && !this.#stopped;
    this.#shown = {
      ...this.#shown,
      endedAt: new Date().toISOString(),
      state: this.#stopped ? 'stopped' : failed ? 'failed' : 'done',
      progress: null,
      problem: problem ?? (failed ? this.#unexplained(status, reason, answer) : null),
      answer: problem ? null : answer,
    };
    this.#onChange(this.#shown);
  }

  /** A comparison that differs is told by its report; anything else by the last words of the command. */
  #unexplained(status: number | null, reason: string | null, answer: unknown): MigrationCommand['problem'] {
    const differs = status === errorTable.VERIFY_MISMATCH.exit && answer !== null;
    const code = differs ? 'VERIFY_MISMATCH' : 'INTERNAL';
    const { title } = errorTable[code];
    if (differs)
      return {
        code,
        title,
        expected: 'source and target to say the same',
        got: 'rows that differ: see the report',
        remedy: 'Nothing was switched. Look at the tables of the report, then run it again.',
      };
    return {
      code,
      title,
      expected: 'the command to come to its end',
      got: [reason ?? `exit status ${status}`, ...this.#errors].join('; '),
      remedy: 'See "stockula migrate status".',
    };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Lines that are no events are told where the command fails; an answer that is none is none.
    return null;
  }
}

function changeBy(event: z.output<typeof told>): Partial<MigrationCommand> {
  if (event.event === 'followed') {
    const { rounds, written, removed, quarantined, lag_seconds } = event;
    return { followed: { rounds, written, removed, quarantined, lagSeconds: lag_seconds } };
  }
  if (event.event !== 'progress') return { progress: null };
  const { title, progress: at } = event;
  return {
    progress:
      typeof at === 'string'
        ? { step: title, text: at, done: 0, total: null }
        : { step: title, text: at.label, done: at.done, total: at.total },
  };
}
