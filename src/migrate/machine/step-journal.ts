import { existsSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { StockulaError } from '../../domain/errors.ts';
import { noRepairs, type RepairKind, type RepairSet, repairKinds } from '../../domain/repair.ts';
import { driverNames } from '../../infra/driver.ts';
import type { ConfigurationChange, PhaseRecord } from '../file-report/input.ts';
import { appendLine, readLines } from './journal-file.ts';
import { netChanges } from './net-changes.ts';

// What a migration does beyond the rows, which have a journal of their own in the database: a file, because its
// first steps are those that bring a database up. A line is a JSON object, on the disk before the step goes on.

const change = z.object({
  file: z.string(),
  key: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  at: z.string(),
});

/** Whether a process goes back to the older file; those before this was noted are taken to go there. */
const goesBack = z.boolean().default(false);

const line = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('started'),
    at: z.string(),
    /** What was asked for; a resumed migration asks for the same. */
    from: z.string(),
    driver: z.enum(driverNames),
    switches: z.boolean(),
    /** null: those of the last run. */
    repairs: z.array(z.enum(repairKinds)).nullable(),
    goesBack,
    pid: z.number(),
    host: z.string(),
  }),
  z.object({ event: z.literal('resumed'), at: z.string(), goesBack, pid: z.number(), host: z.string() }),
  z.object({
    event: z.enum(['begun', 'done', 'skipped', 'failed', 'undone']),
    at: z.string(),
    step: z.string(),
    title: z.string(),
    detail: z.string().nullable(),
  }),
  z.object({ event: z.literal('configured'), at: z.string(), changes: z.array(change) }),
  /** What the database has of a file: with these repairs, whether asked for now or in a run before. */
  z.object({
    event: z.literal('copied'),
    at: z.string(),
    from: z.string(),
    repairs: z.array(z.enum(repairKinds)),
  }),
  /** `refused`: what was asked for could not be, and nothing was changed for it. */
  z.object({ event: z.enum(['completed', 'stopped', 'refused']), at: z.string() }),
]);

export type JournalLine = z.output<typeof line>;
type StartedLine = Extract<JournalLine, { event: 'started' }>;
type ResumedLine = Extract<JournalLine, { event: 'resumed' }>;
/** What a migration was asked for. */
export type MigrationTask = Pick<StartedLine, 'from' | 'driver' | 'switches' | 'repairs'>;
type StepEvent = 'begun' | 'done' | 'skipped' | 'failed' | 'undone';

export interface StepName {
  readonly step: string;
  readonly title: string;
}

/** One migration as the journal has it. */
export interface JournaledMigration {
  readonly task: MigrationTask;
  readonly startedAt: string;
  /** Whether the last command was about the way back. */
  readonly goesBack: boolean;
  /** When the way back was begun, if the last command was about it; the steps since are its own. */
  readonly wayBackAt: string | null;
  /** When the last command came to its end or stopped; null while it runs, or where it was killed. */
  readonly endedAt: string | null;
  /** Its last process. */
  readonly pid: number;
  readonly host: string;
  readonly outcome: 'running' | 'stopped' | 'completed';
  readonly phases: readonly PhaseRecord[];
  /** Without those that were taken back. */
  readonly changes: readonly ConfigurationChange[];
}

/** What a migration has begun and not brought to its end, in whatever process. */
export interface Unsettled {
  /** Steps that were begun. */
  readonly steps: ReadonlySet<string>;
  /** Changes of configuration files, without those that were taken back. */
  readonly changes: readonly ConfigurationChange[];
}

export class StepJournal {
  readonly #path: string;

  /** @param dataDirectory prepared; the journal lies in its folder `migration` */
  constructor(dataDirectory: string) {
    this.#path = join(dataDirectory, 'migration', 'journal.jsonl');
  }

  start(task: MigrationTask, goesBack = false): void {
    this.#append({ event: 'started', at: now(), ...task, goesBack, pid: process.pid, host: hostname() });
  }

  resume(goesBack = false): void {
    this.#append({ event: 'resumed', at: now(), goesBack, pid: process.pid, host: hostname() });
  }

  step(event: StepEvent, { step, title }: StepName, detail: string | null = null): void {
    this.#append({ event, at: now(), step, title, detail });
  }

  configured(changes: readonly Omit<ConfigurationChange, 'at'>[]): void {
    const at = now();
    this.#append({ event: 'configured', at, changes: changes.map((one) => ({ ...one, at })) });
  }

  copied(from: string, repairs: readonly RepairKind[]): void {
    this.#append({ event: 'copied', at: now(), from, repairs: [...repairs] });
  }

  end(event: 'completed' | 'stopped' | 'refused'): void {
    this.#append({ event, at: now() });
  }

  /** The last migration, or null before the first. */
  last(): JournaledMigration | null {
    const lines = this.#lines();
    const at = lines.findLastIndex(({ event }) => event === 'started');
    const started = lines[at];
    if (started?.event !== 'started') return null;
    const own = lines.slice(at);
    const owner = own.findLast(({ event }) => event === 'started' || event === 'resumed');
    const end = own.findLast((one) => !isFact(one));
    return {
      task: {
        from: started.from,
        driver: started.driver,
        switches: started.switches,
        repairs: started.repairs,
      },
      startedAt: started.at,
      ...ownerOf(owner && 'pid' in owner ? owner : started),
      wayBackAt: wayBackAt(own),
      ...endOf(end),
      // Once all is well, an attempt that failed before is of no interest.
      phases: phasesOf(own).filter(({ outcome }) => end?.event !== 'completed' || outcome !== 'failed'),
      changes: changesOf(own),
    };
  }

  /** The repairs of the last copy of a file; none where it was never copied from here, or only others may know. */
  repairsOf(file: string): RepairSet {
    const wanted = withoutLinks(file);
    const copy = this.#linesIfReadable().findLast(
      (one) => one.event === 'copied' && withoutLinks(one.from) === wanted,
    );
    return copy?.event === 'copied' ? new Set(copy.repairs) : noRepairs;
  }

  /** Of the last migration, since it last came to its end. */
  unsettled(): Unsettled {
    const lines = this.#lines();
    const from = lines.findLastIndex(({ event }) => event === 'started' || event === 'completed');
    const own = lines.slice(from + 1);
    return {
      steps: new Set(own.flatMap((one) => ('step' in one ? [one.step] : []))),
      changes: changesOf(own),
    };
  }

  #lines(): JournalLine[] {
    return withoutRefused(
      readLines(this.#path).flatMap((text) => {
        const parsed = line.safeParse(parseJson(text));
        return parsed.success ? [parsed.data] : [];
      }),
    );
  }

  /** Who may not read the data directory has the file answer all the same. */
  #linesIfReadable(): JournalLine[] {
    try {
      return this.#lines();
    } catch (error) {
      if (error instanceof StockulaError && error.code === 'DATA_DIR_UNUSABLE') return [];
      throw error;
    }
  }

  #append(entry: JournalLine): void {
    appendLine(this.#path, JSON.stringify(entry));
  }
}

/** A command that was refused is as if it had never been given: what was there before is still to be gone on with. */
function withoutRefused(lines: readonly JournalLine[]): JournalLine[] {
  const left: JournalLine[] = [];
  for (const one of lines) {
    if (one.event !== 'refused') left.push(one);
    else left.push(...left.splice(Math.max(0, left.findLastIndex(isBeginning))).filter(isFact));
  }
  return left;
}

/** What is so whatever became of the command: of one that was killed before, changes may have been taken back. */
const isFact = ({ event }: JournalLine): boolean => event === 'configured' || event === 'copied';

const isBeginning = ({ event }: JournalLine): boolean => event === 'started' || event === 'resumed';

const ownerOf = ({ goesBack, pid, host }: StartedLine | ResumedLine) => ({ goesBack, pid, host });

function endOf(end: JournalLine | undefined): Pick<JournaledMigration, 'outcome' | 'endedAt'> {
  if (end?.event !== 'completed' && end?.event !== 'stopped') return { outcome: 'running', endedAt: null };
  return { outcome: end.event, endedAt: end.at };
}

/** A way back may have been resumed. */
function wayBackAt(lines: readonly JournalLine[]): string | null {
  const commands = lines.filter((one) => one.event === 'started' || one.event === 'resumed');
  return commands[commands.findLastIndex((one) => !one.goesBack) + 1]?.at ?? null;
}

const changesOf = (lines: readonly JournalLine[]): ConfigurationChange[] =>
  netChanges(lines.flatMap((one) => (one.event === 'configured' ? one.changes : [])));

const withoutLinks = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

const now = (): string => new Date().toISOString();

/** A line that a crash cut off says nothing; the step it was about is done again. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Once somebody came again after a way back, its steps are over, and those before it count again. */
function withoutPastWaysBack(lines: readonly JournalLine[]): JournalLine[] {
  const lastForth = lines.findLastIndex((one) => 'goesBack' in one && !one.goesBack);
  let goesBack = false;
  return lines.filter((one, at) => {
    if ('goesBack' in one) goesBack = one.goesBack;
    return at > lastForth || !goesBack || !('step' in one);
  });
}

/** The last attempt of every step, in the order in which they began. */
function phasesOf(lines: readonly JournalLine[]): PhaseRecord[] {
  const phases = new Map<string, PhaseRecord>();
  for (const entry of withoutPastWaysBack(lines)) {
    if (!('step' in entry)) continue;
    const { step, title, at, detail } = entry;
    if (entry.event === 'begun') {
      phases.delete(step);
      phases.set(step, { step, title, startedAt: at, finishedAt: null, outcome: 'running', detail: null });
      continue;
    }
    const begun = phases.get(step);
    if (begun) phases.set(step, { ...begun, finishedAt: at, outcome: entry.event, detail });
  }
  return [...phases.values()];
}
