import { actionsQuery, dividends, splits, symbolParameter } from '../../contract/instruments.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { splitTerms } from '../../domain/split-terms.ts';
import type { Routes } from '../api.ts';
import { dateJson } from '../reference/instrument-json.ts';
import { staleFor } from '../stale.ts';

const rangeOf = ({ from, to }: { from?: number | undefined; to?: number | undefined }) => ({
  from: from as EpochMs | undefined,
  to: to as EpochMs | undefined,
});

/** Dividends and splits. There are a few hundred of an instrument at most, so they are given at once. */
export const addCorporateActions: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/instruments/:symbol/dividends',
    {
      config: { right: 'read' },
      schema: {
        tags: ['instruments'],
        summary: 'Dividends of an instrument',
        params: symbolParameter,
        querystring: actionsQuery,
        response: { 200: dividends },
      },
    },
    ({ params, query, caller }) =>
      ask(async ({ manager, stale }) => {
        const paid = await manager.reference.dividends(params.symbol, rangeOf(query));
        return {
          symbol: params.symbol,
          dividends: paid.map(({ ts, amount, currency, basis }) => ({
            date: dateJson(ts / 1_000),
            amount,
            currency,
            basis,
          })),
          stale: staleFor(caller, stale),
        };
      }),
  );

  api.get(
    '/api/v1/instruments/:symbol/splits',
    {
      config: { right: 'read' },
      schema: {
        tags: ['instruments'],
        summary: 'Splits of an instrument',
        params: symbolParameter,
        querystring: actionsQuery,
        response: { 200: splits },
      },
    },
    ({ params, query, caller }) =>
      ask(async ({ manager, stale }) => ({
        symbol: params.symbol,
        splits: (await manager.reference.splits(params.symbol, rangeOf(query))).map(({ ts, ratio }) => ({
          date: dateJson(ts / 1_000),
          ratio,
          ...(splitTerms(ratio) ?? { numerator: null, denominator: null }),
        })),
        stale: staleFor(caller, stale),
      })),
  );
};
