import { StockulaError } from '../../domain/errors.ts';
import type {
  NotWritten,
  PortfolioContent,
  PortfolioOutline,
  PortfolioStore,
  StoredPortfolio,
} from '../../domain/portfolio-store.ts';

/** As many as a person can have an eye on, and a list can hold. */
const mostPortfolios = 100;

/** The portfolios of users. What one keeps, others do not see. */
export class PortfolioService {
  readonly #store: PortfolioStore;

  constructor(store: PortfolioStore) {
    this.#store = store;
  }

  /** By name; at most `mostPortfolios`. */
  list(owner: string): Promise<PortfolioOutline[]> {
    return this.#store.list(owner);
  }

  /** @throws StockulaError NOT_FOUND */
  async find(owner: string, id: string): Promise<StoredPortfolio> {
    const found = await this.#store.find(owner, id);
    if (found === null) throw refused('absent', id, '');
    return found;
  }

  /** @throws StockulaError USAGE for what contradicts itself or is one too many; NAME_TAKEN */
  async create(owner: string, content: PortfolioContent): Promise<StoredPortfolio> {
    requireSound(content);
    return written(await this.#store.create(owner, content, mostPortfolios), '', content.name);
  }

  /**
   * Puts content in the place of a version.
   * @param version null for whichever there is
   * @throws StockulaError as create; NOT_FOUND; CHANGED_MEANWHILE where there is another version by now
   */
  async replace(
    owner: string,
    id: string,
    version: number | null,
    content: PortfolioContent,
  ): Promise<StoredPortfolio> {
    requireSound(content);
    return written(await this.#store.replace(owner, id, version, content), id, content.name);
  }

  /** @throws StockulaError NOT_FOUND; CHANGED_MEANWHILE */
  async delete(owner: string, id: string, version: number | null): Promise<void> {
    const refusal = await this.#store.delete(owner, id, version);
    if (refusal !== null) throw refused(refusal, id, '');
  }
}

/** Sums of decimal fractions are off by a few units in the last place. */
const slack = 1e-9;

/** @throws StockulaError USAGE for an instrument twice, and for targets that are more than everything */
function requireSound({ holdings }: PortfolioContent): void {
  const symbols = holdings.map(({ symbol }) => symbol);
  const twice = [...new Set(symbols.filter((symbol, at) => symbols.indexOf(symbol) !== at))];
  if (twice.length > 0) {
    throw new StockulaError('USAGE', {
      expected: 'each instrument once in a portfolio',
      got: `more than one holding of ${twice.join(', ')}`,
      remedy: 'Add the quantities up.',
    });
  }
  const targets = holdings.reduce((sum, { targetWeight }) => sum + (targetWeight ?? 0), 0);
  if (targets <= 1 + slack) return;
  throw new StockulaError('USAGE', {
    expected: 'target weights of together at most 1 (100 %)',
    got: `${(100 * targets).toFixed(2)} %`,
    remedy: 'Lower some of them; what is left over stays cash.',
  });
}

function written(outcome: StoredPortfolio | NotWritten, id: string, name: string): StoredPortfolio {
  if (typeof outcome === 'string') throw refused(outcome, id, name);
  return outcome;
}

function refused(why: NotWritten, id: string, name: string): StockulaError {
  switch (why) {
    case 'absent':
      return new StockulaError('NOT_FOUND', {
        expected: 'the number of a portfolio of yours',
        got: id,
        remedy: 'GET /api/v1/portfolios lists them.',
      });
    case 'changed':
      return new StockulaError('CHANGED_MEANWHILE', {
        expected: 'the newest version of the portfolio',
        got: 'an older one: it was changed since it was read',
        remedy: 'Read it again, and make the change on what is there now.',
      });
    case 'name taken':
      return new StockulaError('NAME_TAKEN', {
        expected: 'a name that none of your portfolios has',
        got: `"${name}"`,
        remedy: 'Choose another name.',
      });
    case 'too many':
      return new StockulaError('USAGE', {
        expected: `at most ${mostPortfolios} portfolios of one user`,
        got: 'one more',
        remedy: 'Delete one that is no longer needed.',
      });
  }
}
