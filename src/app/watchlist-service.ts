import { WatchlistService } from '../manager/watchlists/watchlist-service.ts';
import { TimescaleWatchlists } from '../storage/timescale/watchlists.ts';
import type { OwnDatabase } from './own-database.ts';

/** Watchlists in whatever database is there at the moment. */
export function watchlistService(database: OwnDatabase): WatchlistService {
  const of = (pool: ConstructorParameters<typeof TimescaleWatchlists>[0]) => new TimescaleWatchlists(pool);
  return new WatchlistService({
    list: (...asked) => database.read(({ pool }) => of(pool).list(...asked)),
    find: (...asked) => database.read(({ pool }) => of(pool).find(...asked)),
    create: (...asked) => database.write(({ pool }) => of(pool).create(...asked)),
    replace: (...asked) => database.write(({ pool }) => of(pool).replace(...asked)),
    delete: (...asked) => database.write(({ pool }) => of(pool).delete(...asked)),
  });
}
