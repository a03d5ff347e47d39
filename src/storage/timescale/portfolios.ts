import pg from 'pg';
import type {
  NotWritten,
  PortfolioContent,
  PortfolioHolding,
  PortfolioOutline,
  PortfolioStore,
  StoredPortfolio,
} from '../../domain/portfolio-store.ts';
import { advisoryLocks } from './advisory-locks.ts';
import { inTransaction } from './transaction.ts';

const outline = `id::text AS id, name, currency, cash, fractional, version,
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
  (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt"`;

// In one statement with the rest, so that they are those of the version.
const holdings = `(SELECT coalesce(json_agg(json_build_object('symbol', symbol, 'quantity', quantity,
    'targetWeight', target_weight, 'cost', cost, 'category', category) ORDER BY place), '[]')
  FROM portfolio_holdings WHERE portfolio = portfolios.id)`;

/** Portfolios in the tables `portfolios` and `portfolio_holdings`. */
export class TimescalePortfolios implements PortfolioStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async list(owner: string): Promise<PortfolioOutline[]> {
    const { rows } = await this.#pool.query<PortfolioOutline>(
      `SELECT ${outline}, (SELECT count(*)::int FROM portfolio_holdings WHERE portfolio = id) AS holdings
       FROM portfolios WHERE owner = $1 ORDER BY name COLLATE "C"`,
      [owner],
    );
    return rows;
  }

  find(owner: string, id: string): Promise<StoredPortfolio | null> {
    return found(this.#pool, owner, id);
  }

  create(owner: string, content: PortfolioContent, most: number): Promise<StoredPortfolio | NotWritten> {
    return this.#write(async (client) => {
      // One at a time, so that two of them do not both count one portfolio too few.
      await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.portfolios]);
      const { rows } = await client.query<{ id: string }>(
        `INSERT INTO portfolios (owner, name, currency, cash, fractional, notes)
         SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM portfolios WHERE owner = $1) < $7
         RETURNING id::text AS id`,
        [owner, ...valuesOf(content), most],
      );
      const [row] = rows;
      if (row === undefined) return 'too many';
      await insertHoldings(client, row.id, content.holdings);
      return (await found(client, owner, row.id)) ?? 'absent';
    });
  }

  replace(
    owner: string,
    id: string,
    version: number | null,
    content: PortfolioContent,
  ): Promise<StoredPortfolio | NotWritten> {
    return this.#write(async (client) => {
      const refused = await refusal(client, owner, id, version);
      if (refused !== null) return refused;
      await client.query(
        `UPDATE portfolios SET name = $2, currency = $3, cash = $4, fractional = $5, notes = $6,
           version = version + 1, updated_at = now() WHERE id::text = $1`,
        [id, ...valuesOf(content)],
      );
      await client.query('DELETE FROM portfolio_holdings WHERE portfolio::text = $1', [id]);
      await insertHoldings(client, id, content.holdings);
      return (await found(client, owner, id)) ?? 'absent';
    });
  }

  async delete(owner: string, id: string, version: number | null): Promise<NotWritten | null> {
    return inTransaction(this.#pool, async (client) => {
      const refused = await refusal(client, owner, id, version);
      if (refused !== null) return refused;
      await client.query('DELETE FROM portfolios WHERE id::text = $1', [id]);
      return null;
    });
  }

  async #write(
    work: (client: pg.PoolClient) => Promise<StoredPortfolio | NotWritten>,
  ): Promise<StoredPortfolio | NotWritten> {
    try {
      return await inTransaction(this.#pool, work);
    } catch (error) {
      if (isNameTaken(error)) return 'name taken';
      throw error;
    }
  }
}

function valuesOf({ name, currency, cash, fractional, notes }: PortfolioContent): unknown[] {
  return [name, currency, cash, fractional, notes];
}

async function found(
  client: Pick<pg.PoolClient, 'query'>,
  owner: string,
  id: string,
): Promise<StoredPortfolio | null> {
  const { rows } = await client.query<StoredPortfolio>(
    `SELECT ${outline}, notes, ${holdings} AS holdings FROM portfolios WHERE owner = $1 AND id::text = $2`,
    [owner, id],
  );
  return rows[0] ?? null;
}

/** Why a portfolio may not be written; null where it may, and nobody else does until the transaction ends. */
async function refusal(
  client: pg.PoolClient,
  owner: string,
  id: string,
  version: number | null,
): Promise<NotWritten | null> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version FROM portfolios WHERE owner = $1 AND id::text = $2 FOR UPDATE',
    [owner, id],
  );
  const [row] = rows;
  if (row === undefined) return 'absent';
  return version === null || version === row.version ? null : 'changed';
}

async function insertHoldings(
  client: pg.PoolClient,
  id: string,
  content: readonly PortfolioHolding[],
): Promise<void> {
  await client.query(
    `INSERT INTO portfolio_holdings (portfolio, place, symbol, quantity, target_weight, cost, category)
     SELECT $1::bigint, place, symbol, quantity, target_weight, cost, category
     FROM unnest($2::text[], $3::float8[], $4::float8[], $5::float8[], $6::text[])
       WITH ORDINALITY AS given (symbol, quantity, target_weight, cost, category, place)`,
    [
      id,
      content.map(({ symbol }) => symbol),
      content.map(({ quantity }) => quantity),
      content.map(({ targetWeight }) => targetWeight),
      content.map(({ cost }) => cost),
      content.map(({ category }) => category),
    ],
  );
}

function isNameTaken(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'portfolios_owner_name_key';
}
