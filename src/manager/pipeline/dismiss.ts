import type pg from 'pg';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import {
  findSetAside,
  listSetAside,
  type SetAsideFilter,
  type SetAsideRow,
  setAsideNoLonger,
} from './set-aside.ts';

/** Which rows are dismissed: by their ids, or all that a filter names. */
export type DismissWish =
  | { readonly ids: readonly string[] }
  | { readonly all: Omit<SetAsideFilter, 'limit'> };

/**
 * Sets rows aside no longer, and stores nothing in their place.
 * @returns them, whole: they are nowhere else from now on
 * @throws StockulaError NOT_FOUND where there is no row with one of the ids; nothing is changed then
 */
export function dismissSetAside(pool: pg.Pool, wish: DismissWish): Promise<SetAsideRow[]> {
  return inTransaction(pool, async (client) => {
    const rows =
      'ids' in wish
        ? await findSetAside(client, wish.ids)
        : await listSetAside(client, { ...wish.all, limit: null });
    await setAsideNoLonger(client, rows);
    return rows;
  });
}
