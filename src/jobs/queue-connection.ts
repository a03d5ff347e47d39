import type pg from 'pg';
import type { Database } from '../storage/timescale/database.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';

/** What pg-boss asks of a database. */
export interface SqlRunner {
  executeSql(text: string, values?: unknown[]): Promise<pg.QueryResult>;
}

/** A worker asks, beats and stores progress; more connections would gain nothing. */
const connections = 3;

/** The queue's way to the database: sessions, which a pooler in transaction mode does not lend. */
export class QueueConnection implements SqlRunner {
  readonly #database: Pick<Database, 'openSessionPool'>;
  #pool: pg.Pool;

  private constructor(database: Pick<Database, 'openSessionPool'>, pool: pg.Pool) {
    this.#database = database;
    this.#pool = pool;
  }

  static async open(database: Pick<Database, 'openSessionPool'>): Promise<QueueConnection> {
    return new QueueConnection(database, await database.openSessionPool(connections));
  }

  /** One statement, or several with their own BEGIN: should they fail, the pool gives up the connection they spoilt. */
  executeSql(text: string, values?: unknown[]): Promise<pg.QueryResult> {
    return this.#pool.query(text, values);
  }

  async rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(text, values)).rows;
  }

  transaction<T>(work: (client: pg.PoolClient, db: SqlRunner) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool, (client) =>
      work(client, { executeSql: (text, values) => client.query(text, values) }),
    );
  }

  /** New connections in place of lost ones. */
  async reconnect(): Promise<void> {
    const lost = this.#pool;
    this.#pool = await this.#database.openSessionPool(connections);
    await lost.end();
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
