import pg from 'pg';
import type {
  AlertEvent,
  Delivery,
  Webhook,
  WebhookStore,
  WebhookTarget,
} from '../../../domain/alert-store.ts';
import { eventColumns, ms } from './columns.ts';

const columns = `id::text AS id, url, enabled, ${ms('created_at')} AS "createdAt",
  (SELECT json_build_object('state', state, 'at', ${ms('coalesce(tried_at, due_at)')}, 'problem', problem)
    FROM webhook_deliveries WHERE webhook = webhooks.id ORDER BY webhook_deliveries.id DESC LIMIT 1) AS last`;

/** Webhooks and what is to be sent there, in the tables `webhooks` and `webhook_deliveries`. */
export class TimescaleWebhooks implements WebhookStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async list(owner: string): Promise<Webhook[]> {
    const { rows } = await this.#pool.query<Webhook>(
      `SELECT ${columns} FROM webhooks WHERE owner = $1 ORDER BY webhooks.id`,
      [owner],
    );
    return rows;
  }

  async create(
    owner: string,
    { url, secret }: WebhookTarget,
    most: number,
  ): Promise<Webhook | 'taken' | 'too many'> {
    try {
      const { rows } = await this.#pool.query<Webhook>(
        `INSERT INTO webhooks (owner, url, secret)
         SELECT $1, $2, $3 WHERE (SELECT count(*) FROM webhooks WHERE owner = $1) < $4 RETURNING ${columns}`,
        [owner, url, secret, most],
      );
      return rows[0] ?? 'too many';
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.constraint === 'webhooks_owner_url_key') return 'taken';
      throw error;
    }
  }

  async delete(owner: string, id: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query('DELETE FROM webhooks WHERE owner = $1 AND id = $2::bigint', [
      owner,
      id,
    ]);
    return rowCount === 1;
  }

  async target(owner: string, id: string): Promise<WebhookTarget | null> {
    const { rows } = await this.#pool.query<WebhookTarget>(
      'SELECT url, secret FROM webhooks WHERE owner = $1 AND id = $2::bigint',
      [owner, id],
    );
    return rows[0] ?? null;
  }

  async claim(leaseMs: number): Promise<Delivery | null> {
    const { rows } = await this.#pool.query<Omit<Delivery, 'event'> & { eventId: string }>(
      `UPDATE webhook_deliveries SET attempts = attempts + 1, tried_at = now(),
         due_at = now() + make_interval(secs => $1::float8 / 1000)
       FROM webhooks
       WHERE webhooks.id = webhook AND webhook_deliveries.id = (
         SELECT id FROM webhook_deliveries WHERE state = 'waiting' AND due_at <= now()
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING webhook_deliveries.id::text AS id, attempts, url, secret, event::text AS "eventId"`,
      [leaseMs],
    );
    const [taken] = rows;
    if (taken === undefined) return null;
    const { eventId, ...delivery } = taken;
    const { rows: events } = await this.#pool.query<AlertEvent>(
      `SELECT ${eventColumns} FROM alert_events WHERE id = $1::bigint`,
      [eventId],
    );
    const [event] = events;
    return event === undefined ? null : { ...delivery, event };
  }

  async settle(id: string, problem: string | null, retryMs: number | null): Promise<void> {
    await this.#pool.query(
      `UPDATE webhook_deliveries SET problem = $2,
         state = CASE WHEN $2::text IS NULL THEN 'delivered' WHEN $3::float8 IS NULL THEN 'given up' ELSE state END,
         due_at = now() + make_interval(secs => coalesce($3::float8, 0) / 1000)
       WHERE id = $1::bigint`,
      [id, problem, retryMs],
    );
  }

  async nextDueMs(): Promise<number | null> {
    const { rows } = await this.#pool.query<{ due: number | null }>(
      `SELECT (extract(epoch FROM min(due_at) - now()) * 1000)::float8 AS due
       FROM webhook_deliveries WHERE state = 'waiting'`,
    );
    const due = rows[0]?.due ?? null;
    return due === null ? null : Math.max(0, due);
  }
}
