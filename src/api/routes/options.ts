import { symbolParameter } from '../../contract/instruments.ts';
import {
  contractParameter,
  optionChain,
  optionChainQuery,
  optionHistory,
  optionSnapshots,
  snapshotsQuery,
} from '../../contract/options.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { Routes } from '../api.ts';
import { dateJson, timeJson } from '../reference/instrument-json.ts';
import { optionJson } from '../reference/option-json.ts';
import { staleFor } from '../stale.ts';

interface PageQuery {
  readonly before?: number | undefined;
  readonly limit: number;
}

/** One more than asked for, to know whether there is a next page. */
const pageOf = ({ before, limit }: PageQuery) => ({
  before: before as EpochMs | undefined,
  limit: limit + 1,
});

/** Option chains over time. */
export const addOptions: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/instruments/:symbol/options',
    {
      config: { right: 'read' },
      schema: {
        tags: ['options'],
        summary: 'Option chain as of a time',
        params: symbolParameter,
        querystring: optionChainQuery,
        response: { 200: optionChain },
      },
    },
    ({ params: { symbol }, query, caller }) =>
      ask(async ({ manager, stale }) => {
        const { asOf, expirations, calls, puts } = await manager.reference.optionChain(symbol, {
          asOf: query.asOf as EpochMs | undefined,
          expiration: query.expiration === undefined ? undefined : Date.parse(query.expiration),
        });
        return {
          symbol,
          asOf: timeJson(asOf),
          expirations: expirations.map((ms) => dateJson(ms)),
          calls: calls.map(optionJson),
          puts: puts.map(optionJson),
          stale: staleFor(caller, stale),
        };
      }),
  );

  api.get(
    '/api/v1/instruments/:symbol/options/snapshots',
    {
      config: { right: 'read' },
      schema: {
        tags: ['options'],
        summary: 'When an option chain was quoted',
        params: symbolParameter,
        querystring: snapshotsQuery,
        response: { 200: optionSnapshots },
      },
    },
    ({ params: { symbol }, query, caller }) =>
      ask(async ({ manager, stale }) => {
        const times = await manager.reference.optionSnapshots(symbol, pageOf(query));
        const snapshots = times.slice(0, query.limit).map((ms) => timeJson(ms));
        return { symbol, snapshots, next: nextOf(times, snapshots), stale: staleFor(caller, stale) };
      }),
  );

  api.get(
    '/api/v1/options/:contract/history',
    {
      config: { right: 'read' },
      schema: {
        tags: ['options'],
        summary: 'Quotes of one contract over time',
        params: contractParameter,
        querystring: snapshotsQuery,
        response: { 200: optionHistory },
      },
    },
    ({ params: { contract }, query, caller }) =>
      ask(async ({ manager, stale }) => {
        const all = await manager.reference.optionHistory(contract, pageOf(query));
        const quotes = all.slice(0, query.limit).map(optionJson);
        const times = quotes.map(({ quotedAt }) => quotedAt);
        return {
          contract,
          symbol: all[0]?.symbol ?? '',
          quotes,
          next: nextOf(all, times),
          stale: staleFor(caller, stale),
        };
      }),
  );
};

/** The time of the last one that is shown, where there are more. */
function nextOf(all: readonly unknown[], times: readonly string[]): string | null {
  return all.length > times.length ? (times.at(-1) ?? null) : null;
}
