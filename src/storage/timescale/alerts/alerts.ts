import type pg from 'pg';
import type {
  AlertContent,
  AlertEvent,
  AlertFiring,
  AlertNotWritten,
  AlertRule,
  AlertState,
  AlertStore,
  EventPage,
} from '../../../domain/alert-store.ts';
import { eventColumns, ms } from './columns.ts';

const columns = `id::text AS id, owner, name, condition, cooldown_seconds AS "cooldownSeconds", enabled, version,
  step::text AS step, ${ms('evaluated_at')} AS "evaluatedAt",
  json_build_object('isTrue', is_true, 'seenAt', ${ms('seen_at')}, 'value', value, 'problem', problem,
    'firedAt', ${ms('fired_at')}) AS state`;

/** Rules and events in the tables `alert_rules` and `alert_events`. */
export class TimescaleAlerts implements AlertStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  list(owner: string): Promise<AlertRule[]> {
    return this.#rules(`SELECT ${columns} FROM alert_rules WHERE owner = $1 ORDER BY alert_rules.id`, [
      owner,
    ]);
  }

  async create(owner: string, content: AlertContent, most: number): Promise<AlertRule | AlertNotWritten> {
    // Two at once may both count one too few: that is a rule more, and nothing else.
    const [made] = await this.#rules(
      `INSERT INTO alert_rules (owner, name, kind, symbol, portfolio, condition, cooldown_seconds, enabled)
       SELECT $1, $2, $3, $4, $5::bigint, $6::jsonb, $7::int, $8::boolean
       WHERE (SELECT count(*) FROM alert_rules WHERE owner = $1) < $9 RETURNING ${columns}`,
      [owner, ...valuesOf(content), most],
    );
    return made ?? 'too many';
  }

  async replace(
    owner: string,
    id: string,
    version: number | null,
    content: AlertContent,
  ): Promise<AlertRule | AlertNotWritten> {
    const [written] = await this.#rules(
      `UPDATE alert_rules SET name = $4, kind = $5, symbol = $6, portfolio = $7::bigint, condition = $8::jsonb,
         cooldown_seconds = $9, enabled = $10, version = version + 1, step = step + 1, is_true = NULL,
         seen_at = NULL, value = NULL, problem = NULL, evaluated_at = NULL
       WHERE owner = $1 AND id = $2::bigint AND ($3::int IS NULL OR version = $3) RETURNING ${columns}`,
      [owner, id, version, ...valuesOf(content)],
    );
    if (written !== undefined) return written;
    const there = await this.find(id);
    return there?.owner === owner ? 'changed' : 'absent';
  }

  async delete(owner: string, id: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'DELETE FROM alert_rules WHERE owner = $1 AND id = $2::bigint',
      [owner, id],
    );
    return rowCount === 1;
  }

  async find(id: string): Promise<AlertRule | null> {
    const [found] = await this.#rules(`SELECT ${columns} FROM alert_rules WHERE id = $1::bigint`, [id]);
    return found ?? null;
  }

  toEvaluate({
    symbols,
    byClock,
  }: {
    readonly symbols: readonly string[] | null;
    readonly byClock: boolean;
  }): Promise<AlertRule[]> {
    return this.#rules(
      `SELECT ${columns} FROM alert_rules
       WHERE enabled AND (($2::boolean AND kind IN ('drift', 'stale'))
           OR (kind <> 'drift' AND ($1::text[] IS NULL OR symbol = ANY ($1))))
         AND NOT EXISTS (SELECT FROM stockula.users
           WHERE users.name = alert_rules.owner AND disabled_at IS NOT NULL)
       ORDER BY alert_rules.id`,
      [symbols, byClock],
    );
  }

  async record(
    rule: AlertRule,
    state: AlertState,
    firing: AlertFiring | null,
  ): Promise<'recorded' | 'changed'> {
    // One statement: the state is never kept without the event, nor the event without its deliveries.
    const { rowCount } = await this.#pool.query(
      `WITH moved AS (
         UPDATE alert_rules SET step = step + 1, is_true = $4, seen_at = to_timestamp($5::float8 / 1000),
           value = $6, problem = $7, evaluated_at = now(), fired_at = to_timestamp($8::float8 / 1000)
         WHERE id = $1::bigint AND version = $2 AND step = $3::bigint AND enabled
         RETURNING id, owner, name, symbol, portfolio
       ), happened AS (
         INSERT INTO alert_events (owner, rule, rule_name, occasion, symbol, portfolio, observed_at, value, text)
         SELECT owner, id, name, $9, symbol, portfolio, to_timestamp($10::float8 / 1000), $11, $12 FROM moved
         WHERE $9::text IS NOT NULL
         ON CONFLICT (rule, occasion) DO NOTHING RETURNING id, owner
       ), sent AS (
         INSERT INTO webhook_deliveries (webhook, event)
         SELECT webhooks.id, happened.id FROM happened JOIN webhooks USING (owner) WHERE webhooks.enabled
       )
       SELECT FROM moved`,
      [
        rule.id,
        rule.version,
        rule.step,
        state.isTrue,
        state.seenAt,
        state.value,
        state.problem,
        state.firedAt,
        firing?.occasion ?? null,
        firing?.observedAt ?? null,
        firing?.value ?? null,
        firing?.text ?? null,
      ],
    );
    return rowCount === 1 ? 'recorded' : 'changed';
  }

  async events(owner: string, { before, onlyUnacknowledged, limit }: EventPage): Promise<AlertEvent[]> {
    const { rows } = await this.#pool.query<AlertEvent>(
      `SELECT ${eventColumns} FROM alert_events
       WHERE owner = $1 AND ($2::bigint IS NULL OR id < $2::bigint) AND (NOT $3 OR acknowledged_at IS NULL)
       ORDER BY alert_events.id DESC LIMIT $4`,
      [owner, before, onlyUnacknowledged, limit],
    );
    return rows;
  }

  async countUnacknowledged(owner: string): Promise<number> {
    const { rows } = await this.#pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM alert_events WHERE owner = $1 AND acknowledged_at IS NULL',
      [owner],
    );
    return rows[0]?.count ?? 0;
  }

  async acknowledge(owner: string, id: string | null): Promise<number> {
    const { rowCount } = await this.#pool.query(
      `UPDATE alert_events SET acknowledged_at = coalesce(acknowledged_at, now())
       WHERE owner = $1 AND (id = $2::bigint OR ($2 IS NULL AND acknowledged_at IS NULL))`,
      [owner, id],
    );
    return rowCount ?? 0;
  }

  async #rules(statement: string, values: readonly unknown[]): Promise<AlertRule[]> {
    const { rows } = await this.#pool.query<AlertRule>(statement, [...values]);
    return rows;
  }
}

function valuesOf({ name, condition, cooldownSeconds, enabled }: AlertContent): unknown[] {
  const isDrift = condition.kind === 'drift';
  return [
    name,
    condition.kind,
    isDrift ? null : condition.symbol,
    isDrift ? condition.portfolio : null,
    JSON.stringify(condition),
    cooldownSeconds,
    enabled,
  ];
}
