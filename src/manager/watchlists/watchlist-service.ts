import { StockulaError } from '../../domain/errors.ts';
import type {
  Watchlist,
  WatchlistContent,
  WatchlistNotWritten,
  WatchlistStore,
} from '../../domain/watchlist-store.ts';

/** How many watchlists one user may have. */
const mostLists = 50;

/** The watchlists of users, each under the name of its owner. */
export class WatchlistService {
  readonly #store: WatchlistStore;

  constructor(store: WatchlistStore) {
    this.#store = store;
  }

  list(owner: string): Promise<Watchlist[]> {
    return this.#store.list(owner);
  }

  /** @throws StockulaError NOT_FOUND */
  async find(owner: string, id: string): Promise<Watchlist> {
    const found = await this.#store.find(owner, id);
    if (found === null) throw notThere(id);
    return found;
  }

  /** @throws StockulaError NAME_TAKEN; USAGE where there are too many, or a symbol is given twice */
  async create(owner: string, content: WatchlistContent): Promise<Watchlist> {
    refuseTwice(content);
    return written(await this.#store.create(owner, content, mostLists), content, '');
  }

  /**
   * @param version the one that is to be replaced; null for whichever there is
   * @throws StockulaError NOT_FOUND; NAME_TAKEN; CHANGED_MEANWHILE; USAGE where a symbol is given twice
   */
  async replace(
    owner: string,
    id: string,
    version: number | null,
    content: WatchlistContent,
  ): Promise<Watchlist> {
    refuseTwice(content);
    return written(await this.#store.replace(owner, id, version, content), content, id);
  }

  /** @throws StockulaError NOT_FOUND */
  async delete(owner: string, id: string): Promise<void> {
    if (!(await this.#store.delete(owner, id))) throw notThere(id);
  }
}

function written(
  outcome: Watchlist | WatchlistNotWritten,
  { name }: WatchlistContent,
  id: string,
): Watchlist {
  if (typeof outcome === 'object') return outcome;
  if (outcome === 'absent') throw notThere(id);
  if (outcome === 'name taken') {
    throw new StockulaError('NAME_TAKEN', {
      expected: 'a name that none of your watchlists has',
      got: `"${name}", which one has`,
      remedy: 'Give it another name.',
    });
  }
  if (outcome === 'changed') {
    throw new StockulaError('CHANGED_MEANWHILE', {
      expected: 'the watchlist as it was when you read it',
      got: 'one that was changed since then',
      remedy: 'Read it again, and make your change to that.',
    });
  }
  throw new StockulaError('USAGE', {
    expected: `at most ${mostLists} watchlists`,
    got: 'one more',
    remedy: 'Delete one that you do not need any more.',
  });
}

function refuseTwice({ symbols }: WatchlistContent): void {
  const twice = symbols.find((symbol, at) => symbols.indexOf(symbol) !== at);
  if (twice === undefined) return;
  throw new StockulaError('USAGE', {
    expected: 'each symbol once',
    got: `${twice} twice`,
    remedy: 'Leave one of them out.',
  });
}

function notThere(id: string): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'a watchlist of yours',
    got: id,
    remedy: 'See which there are: GET /api/v1/watchlists',
  });
}
