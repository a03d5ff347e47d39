import type pg from 'pg';

/**
 * Puts right what a clock wrote that was ahead and has been set back since: jobs that were queued "later" would wait
 * until then, and one whose worker died then would keep its symbol until then. Live workers have told a sound time by
 * the next beat. Clocks of machines that work together differ by less than an hour.
 */
export async function correctFutureTimes(client: pg.ClientBase, queue: string): Promise<void> {
  await client.query(
    `UPDATE pgboss.job SET created_on = least(created_on, now()), started_on = least(started_on, now()),
       heartbeat_on = least(heartbeat_on, now()),
       start_after = CASE WHEN state IN ('created', 'retry') THEN least(start_after, now()) ELSE start_after END
     WHERE name = $1 AND state IN ('created', 'retry', 'active')
       AND greatest(created_on, started_on, heartbeat_on) > now() + interval '1 hour'`,
    [queue],
  );
}
