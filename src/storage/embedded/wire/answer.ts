import { messagesIn, textAt } from './messages.ts';

/** An answer of the backend, sorted by who gets what. */
export interface SortedAnswer {
  /** Transaction status of the last ReadyForQuery; null if the exchange goes on. */
  readonly status: string | null;
  readonly notifications: readonly { readonly bytes: Buffer; readonly channel: string }[];
  readonly forClient: Buffer;
}

/** Sorts an answer; the first message of type `hide`, which the client did not ask for, is left out. */
export function sortAnswer(answer: Buffer, hide: string | undefined): SortedAnswer {
  let status: string | null = null;
  let hidden = hide === undefined;
  const notifications: { bytes: Buffer; channel: string }[] = [];
  const forwarded: Buffer[] = [];
  for (const { type, bytes } of messagesIn(answer)) {
    if (type === 'Z') status = String.fromCharCode(bytes[5] ?? 0);
    if (type === 'A') notifications.push({ bytes, channel: textAt(bytes, 9).text });
    else if (!hidden && type === hide) hidden = true;
    else forwarded.push(bytes);
  }
  const untouched = notifications.length === 0 && hide === undefined;
  return { status, notifications, forClient: untouched ? answer : Buffer.concat(forwarded) };
}

/**
 * The text of each row's first column, NULL as an empty text.
 * @throws Error with the backend's message if the answer holds an error; `sql` is for that message
 */
export function firstColumn(answer: Buffer, sql: string): string[] {
  const rows: string[] = [];
  for (const { type, bytes } of messagesIn(answer)) {
    if (type === 'E') throw new Error(`${sql.slice(0, 80)}: ${errorText(bytes)}`);
    if (type === 'D') rows.push(bytes.toString('utf8', 11, 11 + Math.max(0, bytes.readInt32BE(7))));
  }
  return rows;
}

/** SQLSTATE and message of an ErrorResponse. */
function errorText(bytes: Buffer): string {
  const fields = new Map<string, string>();
  for (let at = 5; at < bytes.length && bytes[at] !== 0; ) {
    const { text, next } = textAt(bytes, at);
    fields.set(text.slice(0, 1), text.slice(1));
    at = next;
  }
  return `${fields.get('C')} ${fields.get('M')}`;
}
