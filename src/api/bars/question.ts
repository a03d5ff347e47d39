import { type BarsQuery, defaultBarsOfPage } from '../../contract/bars.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { BarsQuestion } from '../../manager/bars/question.ts';

/** The question to the manager; a cursor takes the place of the end of the range that the answer begins with. */
export function barsQuestion(
  symbol: TickerSymbol,
  { interval, adjust, from, to, limit = defaultBarsOfPage, order, cursor }: BarsQuery,
): BarsQuestion {
  const next = cursor === undefined ? undefined : Number(cursor);
  return {
    symbol,
    interval,
    adjust,
    order,
    atOnce: limit,
    from: (order === 'asc' ? (next ?? from) : from) as EpochMs | undefined,
    to: (order === 'desc' ? (next ?? to) : to) as EpochMs | undefined,
  };
}
