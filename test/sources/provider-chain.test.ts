import { afterEach, expect, test } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { NoSourceAnswered } from '../../src/domain/no-source-answered.ts';
import type { EpochMicros, TickerSymbol } from '../../src/domain/nominal.ts';
import type { Origin } from '../../src/domain/raw-bar.ts';
import { type FailureKind, failureKinds, type MarketSource, SourceFailure } from '../../src/domain/source.ts';
import { ProviderChain } from '../../src/sources/provider-chain.ts';
import { openProviders } from '../../src/sources/providers.ts';
import { load } from '../config/sample.ts';
import { barRequest, never, yahooAt } from '../support/yahoo-source.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

let standIn: YahooStandIn | undefined;
afterEach(() => standIn?.close());

const request = barRequest('AAPL', '2026-02-02', '2026-02-06');

const unknown = { currency: null, exchange: null, timeZone: null, decimals: null };
const origin: Origin = {
  source: 'test',
  place: 'here',
  basis: 'raw',
  fetchedAt: 0 as EpochMicros,
  ...unknown,
};

/** A source that fails in a way, or answers. */
function source(name: string, kind: FailureKind | null, intervals: Interval[] = ['1d']): MarketSource {
  return {
    name,
    intervals: new Set(intervals),
    bars: async ({ symbol }) => {
      if (kind !== null) throw new SourceFailure(name, kind, 'detail');
      return { origin, answered: symbol, bars: [], dividends: [], splits: [] };
    },
  };
}

async function failureOf(chain: ProviderChain, asked = request): Promise<NoSourceAnswered> {
  const error: unknown = await chain.bars(asked, never).catch((thrown: unknown) => thrown);
  if (!(error instanceof NoSourceAnswered)) throw error;
  return error;
}

test.each(Object.entries(failureKinds))(
  'after %s the next one is asked as its kind says',
  async (kind, { next }) => {
    const chain = new ProviderChain([source('first', kind as FailureKind), source('second', null)]);
    if (next) {
      const { source: who, failures } = await chain.bars(request, never);
      expect([who, failures.map((failure) => failure.kind)]).toEqual(['second', [kind]]);
    } else {
      expect((await failureOf(chain)).failures).toHaveLength(1);
    }
  },
);

test('all fail: one error has each reason', async () => {
  const chain = new ProviderChain([
    source('one', 'timeout'),
    source('two', 'budget'),
    source('three', null, ['1h']),
  ]);
  const error = await failureOf(chain);
  expect(error).toBeInstanceOf(StockulaError);
  expect(error.code).toBe('NO_SOURCE_ANSWERED');
  expect(error.mayPass).toBe(true);
  expect(error.message).toBe(
    'Expected a source that has bars of AAPL (1d). Got one: it did not answer in time (detail); ' +
      'two: its rate budget is used up (detail); three: it does not have such data (bars of AAPL (1d)). ' +
      'Try again later.',
  );
});

test('a symbol that nobody knows is not found', async () => {
  const chain = new ProviderChain([source('one', 'unknown_symbol'), source('two', 'unsupported')]);
  expect(await failureOf(chain)).toMatchObject({ code: 'NOT_FOUND', mayPass: false });
});

test('who gives up gets the own reason, and no other source is asked', async () => {
  const broken: MarketSource = { ...source('one', null), bars: () => Promise.reject(new Error('given up')) };
  const chain = new ProviderChain([broken, source('two', null)]);
  await expect(chain.bars(request, never)).rejects.toThrow('given up');
});

test('what a source does not have is asked of the next one that has it', async () => {
  standIn = await YahooStandIn.start();
  const chain = new ProviderChain([
    source('plain', null),
    yahooAt(standIn.address, { now: '2026-03-02T17:00:30Z' }),
  ]);
  const { source: who, value } = await chain.quote('AAPL' as TickerSymbol, never);
  expect([who, value.answered]).toEqual(['yahoo', 'AAPL']);
});

test('the order is that of the configuration; without a key Tiingo is not asked', async () => {
  const named = async (yaml: string, env = {}) => {
    const { config } = await load(yaml, env);
    return openProviders(config.sources).market.names;
  };
  expect(await named('')).toEqual(['yahoo', 'stooq']);
  expect(await named('', { TIINGO_API_KEY: 'key' })).toEqual(['yahoo', 'tiingo', 'stooq']);
  expect(await named('sources: {order: [stooq, yahoo, stooq]}')).toEqual(['stooq', 'yahoo']);
});

test('offline and an address of a stand-in come from the configuration', async () => {
  standIn = await YahooStandIn.start();
  const env = { STOCKULA_YAHOO_BASE_URL: standIn.address };
  const online = await load('', env);
  const { market } = openProviders(online.config.sources);
  expect((await market.quote('AAPL' as TickerSymbol, never)).source).toBe('yahoo');
  const before = standIn.arrivals.count;
  const offline = await load('', { ...env, STOCKULA_OFFLINE: '1' });
  const error = await failureOf(openProviders(offline.config.sources).market);
  expect(error.failures.map(({ kind }) => kind)).toEqual(['offline']);
  expect(standIn.arrivals.count).toBe(before);
});
