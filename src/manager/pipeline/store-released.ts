import type pg from 'pg';
import { cashInMainUnit } from '../../etl/transform/actions.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import { storeDividends, storeSplits } from '../../storage/timescale/pipeline/store-actions.ts';
import type { ReleasedAction } from './released-action.ts';

/** Stores splits on somebody's word, in place of any that is stored. */
export async function storeReleasedSplits(
  client: pg.PoolClient,
  actions: readonly ReleasedAction[],
): Promise<void> {
  for (const { symbol, ts, value, source, ...one } of actions.filter(({ action }) => action === 'split'))
    await storeSplits(client, [{ symbol, ts, ratio: value, ...timesOf(one) }], {
      source,
      currency: null,
      replace: true,
    });
}

/** Stores dividends likewise, in the main currency unit. */
export async function storeReleasedDividends(
  client: pg.PoolClient,
  actions: readonly ReleasedAction[],
): Promise<void> {
  for (const one of actions.filter(({ action }) => action === 'dividend')) {
    const { symbol, ts, value, source, origin } = one;
    const amount = cashInMainUnit(value, 1, origin.currency);
    const basis = origin.basis === 'raw' ? 'raw' : 'split';
    const { currency } = currencyUnit(origin.currency);
    await storeDividends(client, [{ symbol, ts, amount, basis, ...timesOf(one) }], {
      source,
      currency,
      replace: true,
    });
  }
}

const timesOf = ({ origin: { fetchedAt } }: Pick<ReleasedAction, 'origin'>) => ({
  createdAt: fetchedAt,
  updatedAt: fetchedAt,
});
