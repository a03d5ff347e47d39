import { messageOf } from '../../domain/errors.ts';
import { NoSourceAnswered } from '../../domain/no-source-answered.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { atOnce } from './at-once.ts';
import type { SymbolOutcome } from './run-report.ts';
import { concernsAll } from './store-together.ts';

/** What became of one question about a symbol. */
export interface EachOutcome {
  readonly symbol: TickerSymbol;
  readonly outcome: SymbolOutcome;
  /** How many rows were stored. */
  readonly rows: number;
  /** Why it failed; null otherwise. */
  readonly reason: string | null;
  /** What to do about a failure. */
  readonly remedy?: string;
}

/** How many symbols are under way at once; how many requests are, the sources' own limits say. */
const symbolsAtOnce = 8;

/**
 * Asks about each symbol; one that no source answers about, or whose answer cannot be stored, keeps no other from being
 * asked about.
 * @param ask stores the answer and returns how many rows that were
 * @throws what makes all symbols fail, as a lost database does
 */
export async function fetchEach(
  symbols: readonly TickerSymbol[],
  ask: (symbol: TickerSymbol) => Promise<number>,
  onSymbol: (outcome: EachOutcome, done: number, total: number) => void,
): Promise<EachOutcome[]> {
  const outcomes: EachOutcome[] = [];
  await atOnce(symbols, symbolsAtOnce, async (symbol) => {
    const outcome = await outcomeOf(symbol, ask);
    outcomes.push(outcome);
    onSymbol(outcome, outcomes.length, symbols.length);
  });
  return outcomes.sort((one, other) => (one.symbol < other.symbol ? -1 : 1));
}

async function outcomeOf(
  symbol: TickerSymbol,
  ask: (symbol: TickerSymbol) => Promise<number>,
): Promise<EachOutcome> {
  try {
    return { symbol, outcome: 'success', rows: await ask(symbol), reason: null };
  } catch (error) {
    if (error instanceof NoSourceAnswered) {
      const { got: reason, remedy } = error.parts;
      return { symbol, outcome: 'failed', rows: 0, reason, remedy };
    }
    if (concernsAll(error)) throw error;
    return { symbol, outcome: 'failed', rows: 0, reason: messageOf(error) };
  }
}
