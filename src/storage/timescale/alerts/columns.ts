/** A time as epoch milliseconds. */
export const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

const deliveries = 'FROM webhook_deliveries WHERE event = alert_events.id';

/** Of `alert_events`, as an event is known outside. */
export const eventColumns = `alert_events.id::text AS id, rule::text AS rule, rule_name AS "ruleName", ${ms('at')} AS at,
  symbol, portfolio::text AS portfolio, ${ms('observed_at')} AS "observedAt", value, text,
  ${ms('acknowledged_at')} AS "acknowledgedAt",
  coalesce((SELECT state ${deliveries} ORDER BY array_position(ARRAY['given up', 'waiting', 'delivered'], state)
    LIMIT 1), 'none') AS delivery,
  (SELECT problem ${deliveries} AND problem IS NOT NULL ORDER BY tried_at DESC LIMIT 1) AS "deliveryProblem"`;
