import { changeOf, type Quote } from '../../domain/quote.ts';

/** The instruments that moved most on a day. */
export interface Movers {
  /** By their gain, the largest first. */
  readonly gainers: readonly Quote[];
  /** By their loss, the largest first. */
  readonly losers: readonly Quote[];
  /** The session of all of them, epoch milliseconds; null where nothing has daily bars. */
  readonly asOf: number | null;
}

/**
 * Of the latest session that most instruments have as their last: one that a few have already, or that was the last of
 * those no longer traded, compares nothing. Among sessions that equally many share, the latest. Only daily bars count.
 */
export function moversOf(quotes: readonly Quote[], limit: number): Movers {
  const daily = quotes.filter(({ interval }) => interval === '1d');
  const asOf = commonSession(daily);
  const moved = daily
    .filter(({ lastTime }) => lastTime === asOf)
    .flatMap((quote) => {
      const change = changeOf(quote);
      return change === null || change === 0 ? [] : [{ quote, change }];
    })
    .sort((one, other) => other.change - one.change || (one.quote.symbol < other.quote.symbol ? -1 : 1));
  return {
    gainers: moved
      .filter(({ change }) => change > 0)
      .slice(0, limit)
      .map(({ quote }) => quote),
    losers: moved
      .filter(({ change }) => change < 0)
      .reverse()
      .slice(0, limit)
      .map(({ quote }) => quote),
    asOf,
  };
}

function commonSession(quotes: readonly Quote[]): number | null {
  const counts = new Map<number, number>();
  for (const { lastTime } of quotes) {
    if (lastTime !== null) counts.set(lastTime, (counts.get(lastTime) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [time, count] of counts) {
    const most = best === null ? 0 : (counts.get(best) ?? 0);
    if (count > most || (count === most && best !== null && time > best)) best = time;
  }
  return best;
}
