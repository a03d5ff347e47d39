/**
 * A condition in SQL: whether one row was said earlier than another that is stored. One that was fetched more than an
 * hour ahead of now was so by a clock that was wrong: anything counts as said later.
 */
export function saidEarlier(row: string, stored: string): string {
  return `(${row}.fetched_at < ${stored}.fetched_at AND ${stored}.fetched_at <= now() + interval '1 hour')`;
}
