import type { EpochMicros } from '../../domain/nominal.ts';

/** A whole answer of a provider. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** When it was complete. */
  readonly at: EpochMicros;
  /** The address without secrets, for messages. */
  readonly place: string;
}

const secretParameter = /crumb|token|key|secret|passw|session/i;

/** An address for messages: without credentials, and without query parameters that look like some. */
export function placeOf(url: URL): string {
  const shown = new URL(url.pathname, url.origin);
  for (const [name, value] of url.searchParams) {
    if (!secretParameter.test(name)) shown.searchParams.append(name, value);
  }
  return shown.href;
}

const isPage = /^\s*<(!doctype|html|head|body|\?xml)\b/i;

/** What a page of HTML says, without its tags. */
function withoutTags(text: string): string {
  if (!isPage.test(text)) return text;
  return text.replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<[^>]*(>|$)/g, ' ');
}

/** The beginning of a text on one line, for messages. */
export function snippet(text: string): string {
  const line = withoutTags(text.slice(0, 10_000))
    .slice(0, 400)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

/** The text of an answer; null where it has more than `maxBytes`, of which no more are read then. */
export async function readBody(response: Response, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
