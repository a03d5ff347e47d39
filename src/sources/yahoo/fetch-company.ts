import * as z from 'zod';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import { type FetchedCompany, SourceFailure } from '../../domain/source.ts';
import type { YahooClient } from './yahoo-client.ts';

const text = z.string().nullish();

/** What we read of company data. */
const companySchema = z.object({
  assetProfile: z.object({ sector: text, industry: text }).optional(),
  price: z
    .object({
      symbol: text,
      longName: text,
      shortName: text,
      currency: text,
      marketCap: z.number().nullish(),
    })
    .optional(),
});

/**
 * Company data, as far as Yahoo has them: of a fund or a currency it has no profile. What Yahoo gives changes often
 * and differs between companies, so only what we read is checked, in place of all that the library knows.
 * @throws SourceFailure
 */
export function fetchCompany(
  client: YahooClient,
  symbol: TickerSymbol,
  signal: AbortSignal,
  { place, fetchedAt }: Pick<Origin, 'place' | 'fetchedAt'>,
): Promise<FetchedCompany> {
  return client.ask(symbol, signal, async (library, options) => {
    const answer: unknown = await library.quoteSummary(
      encodeURIComponent(symbol),
      { modules: ['assetProfile', 'price', 'summaryDetail', 'defaultKeyStatistics'] },
      { ...options, validateResult: false },
    );
    const parsed = companySchema.safeParse(answer, { jitless: true });
    if (!parsed.success) throw new SourceFailure('yahoo', 'bad_answer', z.prettifyError(parsed.error));
    const { assetProfile: profile, price } = parsed.data;
    const unknown = { exchange: null, timeZone: null, decimals: null };
    return {
      origin: {
        source: 'yahoo',
        place,
        basis: 'raw',
        currency: price?.currency ?? null,
        ...unknown,
        fetchedAt,
      },
      answered: price?.symbol ?? symbol,
      name: price?.longName ?? price?.shortName ?? null,
      sector: profile?.sector ?? null,
      industry: profile?.industry ?? null,
      marketCap: price?.marketCap ?? null,
      json: JSON.stringify(answer),
    };
  });
}
