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
