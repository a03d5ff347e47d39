import type { Database } from '../storage/timescale/database.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { App } from './app.ts';
import type { MarketService } from './market-service.ts';

/** Lends the database to what keeps its own things in it: users, portfolios, alerts, jobs. */
export interface OwnDatabase {
  /** Done again where the database is lost on the way. @throws StockulaError DATABASE_UNAVAILABLE */
  read<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
  /** Done once: whether it took effect is not known where the connection was lost. @throws as read */
  write<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

type Outcome<Answer> = { readonly answer: Answer } | { readonly lost: unknown };

/**
 * The database of the market, or one of its own where a legacy file is what questions are answered from.
 * @param open opens that one
 */
export function ownDatabase(market: MarketService, open: () => Promise<App>): OwnDatabase {
  let own: Promise<App> | null = null;
  const openOnce = (): Promise<App> => {
    own ??= open().catch((error: unknown) => {
      own = null;
      throw error;
    });
    return own;
  };
  const read: OwnDatabase['read'] = (work) =>
    market.use(async ({ database }) => work(database ?? (await openOnce()).database));
  return {
    read,
    write: async <Answer>(work: (database: Database) => Promise<Answer>) => {
      const outcome = await read(async (database): Promise<Outcome<Answer>> => {
        try {
          return { answer: await work(database) };
        } catch (error) {
          if (!isLostConnection(error)) throw error;
          return { lost: error };
        }
      });
      if ('lost' in outcome) throw outcome.lost;
      return outcome.answer;
    },
    close: async () => {
      await (await own?.catch(() => null))?.close();
    },
  };
}
