import type { Config } from '../config/schema.ts';
import type { MarketSource, RateSource } from '../domain/source.ts';
import { HttpClient, type HttpSurroundings } from './http/http-client.ts';
import type { ObserveSources } from './http/observe.ts';
import { httpSettings } from './http/settings.ts';
import { ProviderChain } from './provider-chain.ts';
import { StooqSource } from './stooq/stooq-source.ts';
import { TiingoSource } from './tiingo/tiingo-source.ts';
import { TreasurySource } from './treasury/treasury-source.ts';
import { YahooSource } from './yahoo/yahoo-source.ts';

type Sources = Config['sources'];

export interface Providers {
  readonly market: ProviderChain;
  readonly rates: RateSource;
}

/** A provider by its name in the configuration; null where what it needs is not configured. */
function marketSource(
  name: Sources['order'][number],
  sources: Sources,
  surroundings: HttpSurroundings,
): MarketSource | null {
  const client = (secrets: readonly string[] = []) =>
    new HttpClient(httpSettings(sources, name, secrets), surroundings);
  if (name === 'yahoo') return new YahooSource(client(), sources.yahoo.base_url);
  if (name === 'stooq') return new StooqSource(client(), sources.stooq.base_url);
  const { api_key: key, base_url } = sources.tiingo;
  return key === null ? null : new TiingoSource(client([key.reveal()]), base_url, key);
}

/**
 * The providers of the configuration. Rate budgets hold for what goes through one result of this function: a process
 * has one.
 */
export function openProviders(
  sources: Sources,
  surroundings: HttpSurroundings & { readonly observe?: ObserveSources } = {},
): Providers {
  const market = [...new Set(sources.order)].flatMap((name) => {
    return marketSource(name, sources, surroundings) ?? [];
  });
  const client = new HttpClient(httpSettings(sources, 'treasury'), surroundings);
  const rates = new TreasurySource(client, sources.treasury.base_url);
  return { market: new ProviderChain(market, surroundings.observe), rates: observed(rates, surroundings) };
}

/** Rates are asked of one source, without a chain that would tell of it. */
function observed(source: RateSource, { observe }: { readonly observe?: ObserveSources }): RateSource {
  const { name } = source;
  return {
    name,
    rates: (request, signal) => {
      observe?.({ type: 'ask', source: name, question: 'interest rates' });
      return source.rates(request, signal);
    },
  };
}
