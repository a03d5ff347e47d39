import { isLostConnection } from '../../app/lost.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { Answered, AnsweredSymbol, Failure, Part } from './answered.ts';
import type { Mode, ModeContext, ModeRun, OnProgress } from './mode.ts';
import type { ModeName } from './registry.ts';

interface Begun {
  readonly name: ModeName;
  readonly title: string;
  readonly run: ModeRun;
}

/** More would only wait for each other: the store reads for one of them while others are calculated. */
const symbolsAtOnce = 4;

/**
 * Asks each mode about each symbol, and then about all of them. What fails for one symbol is kept beside what the
 * others got.
 * @param onStep told before, during and after each question: how many are answered, and of how many
 * @throws whatever concerns more than one symbol: that the database went away, that the disk is full
 */
export async function askModes(
  modes: readonly (readonly [ModeName, Mode])[],
  context: ModeContext,
  onStep: (label: string, done: number, total: number) => void,
): Promise<Answered> {
  const begun = modes.map(([name, { title, begin }]) => ({ name, title, run: begin(context) }));
  const bySymbol = begun.filter(({ run }) => run.forSymbol);
  const failures: Failure[] = [];
  const total = context.symbols.length * bySymbol.length;
  let done = 0;
  const symbols = await inOrder(context.symbols, symbolsAtOnce, async (symbol): Promise<AnsweredSymbol> => {
    const parts: Part[] = [];
    for (const mode of bySymbol) {
      const label = `${symbol}: ${mode.title}`;
      onStep(label, done, total);
      const onProgress = partly(label, (text) => onStep(text, done, total));
      const answer = await kept(failures, symbol, mode, () => mode.run.forSymbol?.(symbol, onProgress));
      if (answer) parts.push({ mode: mode.name, title: mode.title, answer });
      onStep(label, ++done, total);
    }
    return { symbol, parts };
  });
  const together: Part[] = [];
  let optimised: Answered['optimised'] = null;
  for (const mode of begun) {
    const label = `All symbols: ${mode.title}`;
    if (mode.run.together) onStep(label, 0, 0);
    const onProgress = partly(label, (text) => onStep(text, 0, 0));
    const answer = await kept(failures, null, mode, () => mode.run.together?.(onProgress));
    if (answer) together.push({ mode: mode.name, title: mode.title, answer });
    optimised = mode.run.optimised?.() ?? optimised;
  }
  return { symbols, together, failures, optimised };
}

/** What a long question is shown as: with the part of it that is done. Work that begins anew is not shown to go back. */
function partly(label: string, show: (label: string) => void): OnProgress {
  let percent = 0;
  return (done, total) => {
    percent = Math.max(percent, Math.floor((100 * done) / total));
    show(`${label}, ${percent} %`);
  };
}

async function kept<Answer>(
  failures: Failure[],
  symbol: TickerSymbol | null,
  mode: Begun,
  ask: () => Promise<Answer> | undefined,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (concernsAll(error)) throw error;
    failures.push({ symbol, mode: mode.name, error });
    return undefined;
  }
}

const ofOneQuestion: readonly string[] = ['USAGE', 'NOT_FOUND', 'NO_DATA', 'INTERNAL'];

function concernsAll(error: unknown): boolean {
  if (error instanceof StockulaError) return !ofOneQuestion.includes(error.code);
  return isLostConnection(error);
}

/** The results of work on each item, so many at once, in the order of the items. After a failure nothing new is begun. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (failed) return;
      try {
        results[at] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}
