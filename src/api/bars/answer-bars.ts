import type { FastifyRequest } from 'fastify';
import { type BarsQuery, defaultBarsOfPage, mostBarsOfPage } from '../../contract/bars.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { AskedMarket } from '../context.ts';
import { encodePage } from './encode-page.ts';
import { formatFor } from './formats.ts';
import { HeldAnswer, LongAnswer } from './held-answer.ts';
import { barsQuestion } from './question.ts';
import { readPage } from './read-page.ts';
import type { BarsAnswer } from './send-bars.ts';

/**
 * The answer to a question for bars, from memory where it was asked before and nothing has changed since.
 * @throws StockulaError NOT_FOUND, NO_DATA
 */
export async function answerBars(
  market: AskedMarket,
  symbol: TickerSymbol,
  query: BarsQuery,
  { headers, caller }: FastifyRequest,
): Promise<BarsAnswer> {
  const { manager, stale } = market;
  const format = query.format ?? formatFor(headers.accept);
  // Who asks for a file wants all of it.
  const isWhole = format !== 'json' && query.limit === undefined;
  const question = barsQuestion(symbol, {
    ...query,
    limit: query.limit ?? (isWhole ? mostBarsOfPage : defaultBarsOfPage),
  });
  const isFurther = query.cursor !== undefined;
  const { interval, adjust = '', order, atOnce, from = '', to = '' } = question;
  const seen = stale === null ? '' : caller.right;
  const key = ['answer', format, interval, adjust, from, to, order, atOnce, isWhole, isFurther, seen].join(
    '_',
  );
  const answer = await manager.remembered(symbol, key, async (): Promise<HeldAnswer | LongAnswer> => {
    const read = await readPage(market, question, isFurther);
    const { next } = read.page;
    if (isWhole && next !== null) return new LongAnswer(read.writtenAt);
    return new HeldAnswer(
      await encodePage(format, read, caller),
      next === null ? null : String(next),
      read.writtenAt,
    );
  });
  return { answer, question, format, stale };
}
