import type { Market } from '../app/market-service.ts';
import { counted } from '../domain/counted.ts';
import type { Interval } from '../domain/interval.ts';
import type { Answered } from './modes/answered.ts';
import { forPeople } from './output/for-people.ts';

/** The answer is out by now; what it lacks is fetched behind it. */
export async function noteMissing(market: Market, { symbols }: Answered, interval: Interval): Promise<void> {
  const { fetchBehind } = await import('../app/fetch-behind.ts');
  const lacking: string[] = [];
  let missing = 0;
  let queued = true;
  for (const { symbol, parts } of symbols) {
    const behind = parts.length > 0 ? await fetchBehind(market, symbol, interval) : null;
    if (behind === null) continue;
    lacking.push(symbol);
    missing += behind.missing;
    queued &&= behind.queued;
  }
  if (lacking.length === 0 || !market.config.logging.show_price_fetching) return;
  const of = lacking.length > 3 ? counted(lacking.length, 'symbol') : lacking.join(', ');
  const what = `${counted(missing, 'session')} of ${of} (${interval}) not stored or not final yet`;
  const next = queued
    ? 'They wait for a worker; where none runs, "stockula etl worker" starts one.'
    : `Run "stockula etl fetch ${lacking.join(' ')} --interval ${interval}".`;
  process.stderr.write(forPeople(`Note: ${what}. ${next}\n`, process.stderr));
}
