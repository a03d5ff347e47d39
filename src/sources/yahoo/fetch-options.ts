import type { CallOrPut, OptionsResult } from 'yahoo-finance2/modules/options';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import type { FetchedChain, RawOption } from '../../domain/source.ts';
import { microsOf } from './parse-chart.ts';
import { quoteOrigin } from './parse-quote.ts';
import type { YahooClient } from './yahoo-client.ts';

function optionOf(right: 'call' | 'put', contract: CallOrPut): Omit<RawOption, 'position'> {
  return {
    contract: contract.contractSymbol,
    right,
    expiration: microsOf(contract.expiration.getTime()),
    strike: contract.strike,
    lastPrice: contract.lastPrice,
    bid: contract.bid ?? null,
    ask: contract.ask ?? null,
    volume: contract.volume ?? null,
    openInterest: contract.openInterest ?? null,
    impliedVolatility: contract.impliedVolatility,
    inTheMoney: contract.inTheMoney,
  };
}

function contractsOf({ options }: OptionsResult): Omit<RawOption, 'position'>[] {
  return options.flatMap(({ calls, puts }) => [
    ...calls.map((contract) => optionOf('call', contract)),
    ...puts.map((contract) => optionOf('put', contract)),
  ]);
}

/** The chain of all expirations: the first answer has one of them and the dates of the others. @throws SourceFailure */
export function fetchOptions(
  client: YahooClient,
  symbol: TickerSymbol,
  signal: AbortSignal,
  origin: Pick<Origin, 'place' | 'fetchedAt'>,
): Promise<FetchedChain> {
  return client.ask(symbol, signal, async (library, options) => {
    const path = encodeURIComponent(symbol);
    const first = await library.options(path, {}, options);
    const had = new Set(first.options.map(({ expirationDate }) => expirationDate.getTime()));
    const contracts = contractsOf(first);
    for (const date of first.expirationDates.filter((each) => !had.has(each.getTime()))) {
      contracts.push(...contractsOf(await library.options(path, { date }, options)));
    }
    return {
      origin: quoteOrigin(first.quote, origin),
      answered: first.underlyingSymbol,
      options: contracts.map((contract, index) => ({ position: index + 1, ...contract })),
    };
  });
}
