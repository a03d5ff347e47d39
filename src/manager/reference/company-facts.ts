import * as z from 'zod';

/** What is told of an instrument's company data. */
export interface CompanyFacts {
  readonly name: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly summary: string | null;
  readonly currency: string | null;
  /** As Yahoo names it: EQUITY, ETF, INDEX, CURRENCY, … */
  readonly type: string | null;
  readonly website: string | null;
  readonly country: string | null;
  readonly marketCap: number | null;
}

// Whatever has the wrong type is as if it were not there: the documents come from strangers and were written over years.
const text = z
  .string()
  .transform((value) => value.trim().slice(0, 20_000) || null)
  .nullable()
  .catch(null);
const facts = z
  .object({
    longName: text,
    shortName: text,
    sector: text,
    industry: text,
    longBusinessSummary: text,
    currency: text,
    quoteType: text,
    website: text,
    country: text,
    marketCap: z.number().finite().nonnegative().nullable().catch(null),
  })
  .catch({
    longName: null,
    shortName: null,
    sector: null,
    industry: null,
    longBusinessSummary: null,
    currency: null,
    quoteType: null,
    website: null,
    country: null,
    marketCap: null,
  });

/** Documents of the older application are flat, those of the pipeline in the modules of Yahoo's quoteSummary. */
const modules = ['assetProfile', 'summaryProfile', 'price', 'quoteType', 'summaryDetail'];

/** What a company document says, whatever it is: one without any of it gives nulls. */
export function companyFacts(info: unknown): CompanyFacts {
  const isDocument = typeof info === 'object' && info !== null && !Array.isArray(info);
  const document = (isDocument ? info : {}) as Record<string, unknown>;
  const parts = [document, ...modules.map((name) => document[name])].map((part) => facts.parse(part));
  const first = <Value>(pick: (part: z.output<typeof facts>) => Value | null): Value | null =>
    parts.map(pick).find((value) => value !== null) ?? null;
  return {
    name: first(({ longName }) => longName) ?? first(({ shortName }) => shortName),
    sector: first(({ sector }) => sector),
    industry: first(({ industry }) => industry),
    summary: first(({ longBusinessSummary }) => longBusinessSummary),
    currency: first(({ currency }) => currency),
    type: first(({ quoteType }) => quoteType),
    website: websiteOf(first(({ website }) => website)),
    country: first(({ country }) => country),
    marketCap: first(({ marketCap }) => marketCap),
  };
}

/** Only what a browser may be sent to. */
function websiteOf(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text);
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.href : null;
}
