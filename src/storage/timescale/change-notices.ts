import type pg from 'pg';

/** Where writers tell, and listeners hear, which symbols have new data. */
export const changeChannel = 'stockula_changes';

/** A notification holds less than 8,000 bytes; a symbol in JSON takes at most 35. */
const tagsPerNotice = 200;

/**
 * Tells all processes that listen what has changed. Within the transaction that changes it: the notice goes out with
 * the commit, neither without it nor before it.
 */
export async function noticeChanges(client: pg.ClientBase, tags: Iterable<string>): Promise<void> {
  const all = [...new Set(tags)];
  for (let start = 0; start < all.length; start += tagsPerNotice) {
    const notice = JSON.stringify({ tags: all.slice(start, start + tagsPerNotice) });
    await client.query('SELECT pg_notify($1, $2)', [changeChannel, notice]);
  }
}

/** A notice of changes, or the echo of a listener's own question whether it hears. */
export interface Notice {
  readonly tags: readonly string[];
  readonly probe: string | null;
}

/** Null for what is no notice of ours: anybody may write to a channel. */
export function readNotice(payload: string | undefined): Notice | null {
  try {
    const { tags = [], probe = null } = JSON.parse(payload ?? '');
    const sound = Array.isArray(tags) && tags.every((tag: unknown) => typeof tag === 'string');
    return sound && (probe === null || typeof probe === 'string') ? { tags, probe } : null;
  } catch {
    // Not JSON, so not from us.
    return null;
  }
}
