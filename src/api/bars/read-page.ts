import type { Staleness } from '../../domain/staleness.ts';
import { type AskedBars, noneInRange } from '../../manager/bars/ask-bars.ts';
import { type BarPage, firstPage } from '../../manager/bars/bar-chunk.ts';
import type { BarsQuestion } from '../../manager/bars/question.ts';
import type { AskedMarket } from '../context.ts';
import { currencyIn } from './currency.ts';

/** A page of bars and what is to be said of it. */
export interface ReadPage extends Pick<AskedBars, 'symbol' | 'resampledFrom'> {
  readonly question: BarsQuestion;
  readonly page: BarPage;
  readonly currency: string | null;
  /** Milliseconds since 1970; null where it is not known. */
  readonly writtenAt: number | null;
  readonly stale: Staleness | null;
}

/**
 * @param isFurther whether pages came before it, so that no more bars are an end rather than a problem
 * @throws StockulaError NOT_FOUND, NO_DATA
 */
export async function readPage(
  { manager, store, stale }: AskedMarket,
  question: BarsQuestion,
  isFurther: boolean,
): Promise<ReadPage> {
  const asked = await manager.askBars(question);
  const page = await firstPage(asked.chunks, question.atOnce);
  if (page.columns.ts.length === 0 && !isFurther) throw noneInRange(question);
  const [company, writtenAt] = await Promise.all([store.stockInfo(asked.symbol), asked.writtenAt()]);
  const { symbol, resampledFrom } = asked;
  return { symbol, resampledFrom, question, page, currency: currencyIn(company?.info), writtenAt, stale };
}

/** The question for what comes after a page; null where nothing does. */
export function questionAfter(question: BarsQuestion, { next }: BarPage): BarsQuestion | null {
  if (next === null) return null;
  return { ...question, [question.order === 'asc' ? 'from' : 'to']: next };
}
