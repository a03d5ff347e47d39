import { addDays, dayAt, startOf } from '../../domain/day.ts';
import { NoSourceAnswered } from '../../domain/no-source-answered.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { SourceFailure } from '../../domain/source.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import { readChain } from '../../etl/transform/options.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { storeCompany, storeInstruments } from '../../storage/timescale/pipeline/store-company.ts';
import { storeChain } from '../../storage/timescale/pipeline/store-options.ts';
import { storeRates } from '../../storage/timescale/pipeline/store-rates.ts';
import { inRetriedTransaction } from '../../storage/timescale/transaction.ts';
import type { Pipeline } from './pipeline.ts';

// What is fetched besides bars: each one question and one transaction.

/** Stores the option chain as quoted now, beside earlier ones. @returns how many quotes, and how many were unusable */
export async function snapshotOptions(
  pipeline: Pipeline,
  symbol: TickerSymbol,
  signal: AbortSignal,
): Promise<{ readonly quotes: number; readonly unusable: number }> {
  const { value } = await pipeline.market.optionChain(symbol, signal);
  const { calls, puts, unusable } = readChain(value, symbol);
  const { source, exchange } = value.origin;
  const { currency } = currencyUnit(value.origin.currency);
  await inRetriedTransaction(pipeline.database.pool, async (client) => {
    await storeInstruments(client, [{ symbol, exchange, currency, source }]);
    await storeChain(client, { source, calls, puts });
    await noticeChanges(client, [symbol]);
  });
  await pipeline.onChanged([symbol]);
  return { quotes: calls.length + puts.length, unusable };
}

/** Stores what is known of the company: name, sector, capitalisation, and the whole answer. */
export async function fetchCompany(
  pipeline: Pipeline,
  symbol: TickerSymbol,
  signal: AbortSignal,
): Promise<void> {
  const { value } = await pipeline.market.company(symbol, signal);
  const { currency } = currencyUnit(value.origin.currency);
  await inRetriedTransaction(pipeline.database.pool, async (client) => {
    // In the currency that prices are stored in, as with bars.
    await storeCompany(client, symbol, { ...value, origin: { ...value.origin, currency } });
    await noticeChanges(client, [symbol, 'symbols']);
  });
  await pipeline.onChanged([symbol, 'symbols']);
}

/** Revisions are published within days. */
const daysAgain = 10;
const firstRate = Date.UTC(1990, 0, 1) as EpochMs;

/**
 * Stores the interest rates that were published since the last ones, a part at a time: what is stored is not asked for
 * again, should a later part fail.
 * @returns how many were new or corrected
 * @throws NoSourceAnswered
 */
export async function fetchRates(pipeline: Pipeline, signal: AbortSignal): Promise<number> {
  const { database, rates, now } = pipeline;
  const { rows } = await database.pool.query<{ last: number | null }>(
    'SELECT (extract(epoch FROM max(ts)) * 1000)::float8 AS last FROM interest_rates',
  );
  // A part has all series, of which some begin later or were given up; so the last day is that of any.
  const known = rows[0]?.last ?? null;
  const from = known === null ? firstRate : startOf(addDays(dayAt(known), -daysAgain));
  let written = 0;
  try {
    for await (const part of rates.rates({ from, to: now() }, signal))
      written += await inRetriedTransaction(database.pool, (client) => storeRates(client, part));
  } catch (error) {
    throw error instanceof SourceFailure ? new NoSourceAnswered('interest rates', [error]) : error;
  }
  return written;
}
