/** One server-sent event as a client reads it. */
interface ReceivedEvent {
  readonly event: string;
  readonly id: string | null;
  readonly data: unknown;
}

/** A client of server-sent events. Close it in any case. */
export interface TestEventSource {
  readonly response: Response;
  /** The next event, the oldest first. @throws where none comes in time, or the stream has ended */
  next(withinMs?: number): Promise<ReceivedEvent>;
  /** The next of this name; those before it are passed over. */
  nextOf(event: string, withinMs?: number): Promise<ReceivedEvent>;
  /** Comments so far, heartbeats among them. */
  readonly comments: readonly string[];
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Reads server-sent events by the rules of the HTML standard. */
export async function openEventSource(
  url: string,
  headers: Record<string, string> = {},
): Promise<TestEventSource> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: ReceivedEvent[] = [];
  const comments: string[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) take(block, events, comments);
      wake();
    }
  };
  const ended = read()
    // A stream that was cut off has ended too.
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
      wake();
    });
  const next = async (withinMs = 10_000): Promise<ReceivedEvent> => {
    const deadline = Date.now() + withinMs;
    while (events.length === 0) {
      const left = deadline - Date.now();
      if (isOver) throw new Error('the stream has ended');
      if (left <= 0) throw new Error(`no event within ${withinMs} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return events.shift() as ReceivedEvent;
  };
  return {
    response,
    comments,
    ended,
    next,
    nextOf: async (event, withinMs) => {
      for (;;) {
        const received = await next(withinMs);
        if (received.event === event) return received;
      }
    },
    close: () => abort.abort(),
  };
}

function take(block: string, events: ReceivedEvent[], comments: string[]): void {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) comments.push(line.slice(1).trim());
    else if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  const data = fields.get('data');
  if (data === undefined) return;
  events.push({
    event: fields.get('event') ?? 'message',
    id: fields.get('id') ?? null,
    data: JSON.parse(data),
  });
}
