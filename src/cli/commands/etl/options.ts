import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PipelineApp } from '../../../app/pipeline.ts';
import { barRules } from '../../../domain/bar-rule.ts';
import { addDays, dayAt, dayText } from '../../../domain/day.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { Day, EpochMs, TickerSymbol } from '../../../domain/nominal.ts';
import { explained, type GlobalOptions, rangeOf, symbolOption } from '../../context.ts';
import { interruption, tellInterrupted } from '../../interruption.ts';
import { noteOtherStore, noteWarnings, tellEvent } from '../../notes.ts';
import type { AnswerFormat } from '../../output-option.ts';
import { type ProgressLine, progressLine } from '../../progress.ts';
import { sourceProgress } from '../../source-progress.ts';

export interface PipelineOptions {
  readonly offline?: boolean;
  readonly output: AnswerFormat;
  /** Refuse where there is no database yet, instead of making one. */
  readonly mustExist?: boolean;
}

export const offlineOption = (): Option =>
  new Option('--offline', 'make no calls to the outside; what would need one fails');

export const replaceOption = (): Option =>
  new Option('--replace', 'replace bars that another source has stored (default: they are kept)');

/**
 * Opens the database and what fetches into it, for one command; closes both whatever happens. Ctrl-C stops the work;
 * a command that does not end by itself then has the exit status of one that was interrupted.
 */
export async function withPipeline(
  command: Command,
  { offline = false, output, mustExist = false }: PipelineOptions,
  work: (app: PipelineApp, signal: AbortSignal, line: ProgressLine) => Promise<void>,
): Promise<void> {
  const { openPipelineApp } = await import('../../../app/pipeline.ts');
  const progress = progressLine(process.stderr);
  const { config } = command.optsWithGlobals<GlobalOptions>();
  const signal = interruption();
  const app = await openPipelineApp({
    configFile: config,
    offline,
    mustExist,
    onProgress: (text) =>
      output === 'json' ? tellEvent({ event: 'note', message: text }) : progress.note(text),
    onSource: sourceProgress(output, progress),
  });
  try {
    noteWarnings(app.app, output);
    noteOtherStore(app.app, output);
    await explained(app.app, () => work(app, signal, progress));
    if (!signal.aborted) await settle(app, progress, output);
  } catch (error) {
    progress.done();
    // What work that was stopped half-way throws says no more than that it was.
    if (!signal.aborted) throw error;
    process.exitCode = tellInterrupted();
  } finally {
    await app.close();
  }
}

/** The answer is printed by now; aggregates over old bars are built before the command ends. */
async function settle(app: PipelineApp, progress: ProgressLine, output: AnswerFormat): Promise<void> {
  const settled = await app.settle((done, total) => {
    if (output === 'console') progress.work({ label: 'Building aggregates', done, total });
  });
  progress.done();
  if (settled && output === 'json') tellEvent({ event: 'aggregates', state: 'built' });
}

/** Reasons for which rows are set aside. */
export const quarantineRules = Object.entries(barRules).flatMap(([name, { severity }]) =>
  severity === 'quarantine' ? [name] : [],
);

/** Symbols as typed, in canonical form, each once. */
export function symbolsOption(texts: readonly string[]): TickerSymbol[] {
  return [...new Set(texts.map((text) => symbolOption(text) as TickerSymbol))];
}

/** The days that `--from` and `--to` name; null where one is not given. */
export function daysOf(options: { from?: string; to?: string }): { from: Day | null; to: Day | null } {
  const { from, to } = rangeOf(options);
  return { from: from === undefined ? null : dayAt(from), to: to === undefined ? null : dayAt(to) };
}

/** As `daysOf`, for days that are to be fetched. @throws StockulaError USAGE where all of them are still to come */
export function pastDaysOf(options: { from?: string; to?: string }): ReturnType<typeof daysOf> {
  const days = daysOf(options);
  const today = dayAt(Date.now() as EpochMs);
  // East of Greenwich it may be tomorrow already.
  if (days.from === null || days.from <= addDays(today, 1)) return days;
  throw new StockulaError('USAGE', {
    expected: 'sessions that have begun',
    got: `--from ${options.from}, which lies in the future`,
    remedy: `Give a day up to today, ${dayText(today)}.`,
  });
}

/** A number of rows to list. */
export function positiveWhole(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number from 1 to 999999 is expected.');
}

/** Refuses a command that was told neither which symbols nor all of them. */
export function requireSymbols(symbols: readonly string[], all: boolean, example: string): void {
  if (symbols.length > 0 !== all) return;
  throw new StockulaError('USAGE', {
    expected: 'symbols, or --all for every instrument that is known, not both',
    got: all ? `--all and ${symbols.join(' ')}` : 'neither',
    remedy: `For example: ${example}`,
  });
}
