// What the multiplexer must know about a statement's text. It never parses SQL in earnest: it looks at how a
// statement begins, after comments.

const leadingSpaceAndComments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

function trimmed(sql: string): string {
  return sql.replace(leadingSpaceAndComments, '').slice(0, 4000);
}

/** Whether the statement is a COPY … FROM STDIN and nothing comes before it. */
export function isCopyFromStdin(sql: string): boolean {
  return /^copy\b[^;]*?\bfrom\s+stdin\b/i.test(trimmed(sql));
}

/** `LISTEN channel` and `UNLISTEN channel|*`: the channels a session wants to hear. */
export function listenChange(sql: string): { listen: boolean; channel: string } | null {
  const match = /^(un)?listen\s+(?:"([^"]+)"|(\w+)|(\*))\s*;?\s*$/i.exec(trimmed(sql).trim());
  if (!match) return null;
  const [, un, quoted, plain] = match;
  return { listen: !un, channel: quoted ?? plain?.toLowerCase() ?? '*' };
}

/** A session-level SET or RESET by itself: replayed when the session gets the backend again. */
export function settingChange(sql: string): { name: string; sql: string | null } | null {
  const text = trimmed(sql).trim();
  const set =
    /^set\s+(?:session\s+)?(?!local\b|transaction\b|constraints\b|session\b)(time\s+zone\b|[\w.]+)[^;]*;?$/i.exec(
      text,
    );
  if (set?.[1]) return { name: set[1].toLowerCase().replace(/\s+/g, ' '), sql: text.replace(/;$/, '') };
  const reset = /^reset\s+([\w.]+)\s*;?$/i.exec(text);
  return reset?.[1] ? { name: reset[1].toLowerCase(), sql: null } : null;
}

/** DISCARD ALL or DEALLOCATE ALL: on a shared backend they would reach into other sessions. */
export function clearsSession(sql: string): 'DISCARD ALL' | 'DEALLOCATE ALL' | null {
  const text = trimmed(sql).trim();
  if (/^discard\s+all\s*;?$/i.test(text)) return 'DISCARD ALL';
  return /^deallocate\s+(prepare\s+)?all\s*;?$/i.test(text) ? 'DEALLOCATE ALL' : null;
}

/** Whether the statement may leave a temporary table behind. */
export function usesTemporary(sql: string): boolean {
  return /\btemp(orary)?\b/i.test(sql.slice(0, 4000));
}
