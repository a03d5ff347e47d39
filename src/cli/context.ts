import type { Command } from 'commander';
import type { App } from '../app/app.ts';
import type { AppOptions } from '../app/configuration.ts';
import type { Market } from '../app/market-service.ts';
import { StockulaError } from '../domain/errors.ts';
import { type EpochMs, isTickerSymbol } from '../domain/nominal.ts';
import type { Staleness } from '../domain/staleness.ts';
import { logged } from './command-log.ts';
import { asTyped } from './invocation.ts';
import { noteWarnings, tellEvent } from './notes.ts';
import type { AnswerFormat } from './output-option.ts';
import { progressLine } from './progress.ts';

/** Options that every command understands. */
export interface GlobalOptions {
  readonly config?: string;
}

interface AppNeeds extends Omit<AppOptions, 'configFile'> {
  /** What the command writes to stderr: text, or JSON objects a line each. */
  readonly stderr?: AnswerFormat;
}

/**
 * Opens the database for one command that works on it, and closes it whatever happens. Warnings and progress go to
 * stderr.
 */
export async function withApp<T>(
  command: Command,
  work: (app: App) => Promise<T>,
  { stderr = 'console', ...more }: AppNeeds = {},
): Promise<T> {
  // Loaded only now: help and mistakes on the command line need none of it.
  const { openApp } = await import('../app/app.ts');
  const app = await openApp({ ...optionsOf(command, stderr), ...more });
  try {
    noteWarnings(app, stderr);
    return await explained(app, () => logged(app.config.logging, command, () => work(app)));
  } finally {
    await app.close();
  }
}

/**
 * The same for a command that only asks the manager, over whichever store is configured.
 * @param configuration another file than --config names; keys that the command line sets
 */
export async function withMarket<T>(
  command: Command,
  work: (market: Market) => Promise<T>,
  configuration: Pick<AppOptions, 'values' | 'configFile'> = {},
): Promise<T> {
  const { openConfiguredMarket } = await import('../app/market.ts');
  const options = { ...optionsOf(command, 'console'), ...configuration, mustExist: true };
  const service = await openConfiguredMarket(options);
  let warned = false;
  try {
    return await service.use((market) => {
      if (!warned) noteWarnings(market, 'console');
      warned = true;
      if (market.stale) noteStale(market.stale);
      return explained(market, () => logged(market.config.logging, command, () => work(market)));
    });
  } finally {
    await service.close();
  }
}

function optionsOf(command: Command, stderr: AnswerFormat): AppOptions {
  const progress = progressLine(process.stderr);
  const { config } = command.optsWithGlobals<GlobalOptions>();
  return {
    onProgress: (text) =>
      stderr === 'json' ? tellEvent({ event: 'note', message: text }) : progress.note(text),
    configFile: config,
  };
}

function noteStale({ file, reason }: Staleness): void {
  process.stderr.write(
    asTyped(
      `Note: the database does not answer, so this comes from ${file}, which may be older. ${reason}\n`,
    ),
  );
}

/**
 * Does the work of a command over an opened database. What it throws says more where that is known: that the database
 * went away, or that a migration which has not ended may be yet to bring what was not found.
 */
export async function explained<Opened extends Pick<Market, 'database'>, T>(
  opened: Opened,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  try {
    return await work(opened);
  } catch (error) {
    if (opened.database === null) throw error;
    const { explainInterruption } = await import('../migrate/interruption.ts');
    const { explainUnfinished } = await import('../migrate/unfinished.ts');
    throw await explainUnfinished(explainInterruption(error, opened.database), opened.database);
  }
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar date as the start of its day in UTC, or the end of it. */
export function dateOption(
  flag: string,
  text: string | undefined,
  edge: 'start' | 'end',
): EpochMs | undefined {
  if (text === undefined) return undefined;
  const start = Date.parse(`${text}T00:00:00Z`);
  const real =
    datePattern.test(text) && Number.isFinite(start) && new Date(start).toISOString().startsWith(text);
  if (!real) {
    throw new StockulaError('USAGE', {
      expected: `a calendar date as YYYY-MM-DD for ${flag}`,
      got: `"${text}"`,
      remedy: `For example: ${flag} 2020-12-31`,
    });
  }
  return (edge === 'start' ? start : start + 86_400_000 - 1) as EpochMs;
}

/** Refuses what cannot be a symbol before a database is opened for it. */
export function symbolOption(text: string): string {
  if (isTickerSymbol(text.trim().toUpperCase())) return text.trim().toUpperCase();
  throw new StockulaError('USAGE', {
    expected: 'a ticker symbol such as AAPL, BRK-B or ^IRX',
    got: `"${text}"`,
    remedy: 'Give one symbol, without spaces.',
  });
}

/** A range whose start lies after its end has nothing in it, and is more likely a mistake. */
export function rangeOf(options: { from?: string; to?: string }): {
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
} {
  const from = dateOption('--from', options.from, 'start');
  const to = dateOption('--to', options.to, 'end');
  if (from !== undefined && to !== undefined && from > to) {
    throw new StockulaError('USAGE', {
      expected: '--from not later than --to',
      got: `--from ${options.from} --to ${options.to}`,
      remedy: 'Swap the two dates.',
    });
  }
  return { from, to };
}
