import { setTimeout as sleep } from 'node:timers/promises';
import type { MarketStore } from '../../src/domain/market-store.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import type { StockulaManager } from '../../src/manager/stockula-manager.ts';

type Kind = 'analysis' | 'bars' | 'symbols' | 'report';

export interface Question {
  readonly kind: Kind;
  readonly symbol: string;
}

/** A question and its right answer, as text. */
export interface Expected extends Question {
  readonly answer: string;
}

interface Answering {
  readonly manager: StockulaManager;
  readonly store: MarketStore;
}

/** The answer as text, without what tells that it is stale. */
export async function answerOf({ manager, store }: Answering, { kind, symbol }: Question): Promise<string> {
  if (kind === 'symbols') return JSON.stringify(await store.symbols());
  if (kind === 'bars') return JSON.stringify(await store.bars(symbol as TickerSymbol, '1d', { latest: 100 }));
  if (kind === 'report') return reportOn(store, symbol as TickerSymbol);
  const { stale: _, ...analysis } = await manager.technicalAnalysis(symbol, '1d', { latest: 300 }, {});
  return JSON.stringify(analysis);
}

/** Takes a while, and asks more than once: it is under way when the store changes. */
async function reportOn(store: MarketStore, symbol: TickerSymbol): Promise<string> {
  const symbols = await store.symbols();
  await sleep(150);
  return JSON.stringify([symbols, await store.intervalsOf(symbol), await store.dividends(symbol)]);
}

/** Every kind of question about every symbol. */
export function questionsAbout(symbols: readonly string[]): Question[] {
  const kinds = ['analysis', 'bars', 'symbols', 'report'] as const;
  return symbols.flatMap((symbol) => kinds.map((kind) => ({ kind, symbol })));
}
