/** What clients got that asked all the time. */
export interface Answered {
  readonly path: string;
  readonly status: number;
  /** Of the header Retry-After; null where there is none. */
  readonly retryAfter: string | null;
  /** Since when the answer may be outdated, as its header says. */
  readonly stale: string | null;
  readonly ms: number;
  /** When it was there, in milliseconds since 1970. */
  readonly at: number;
}

export interface Load {
  /** All answers so far. */
  readonly answers: readonly Answered[];
  /** Waits for the answers under way. */
  stop(): Promise<void>;
}

/** Nobody waits for longer. */
const patienceMs = 10_000;

/** Clients that ask one question after the other. What gets no answer within 10 s, or none at all, has the status 0. */
export function askAllTheTime(url: string, clients: number, pathOf: (count: number) => string): Load {
  const answers: Answered[] = [];
  let [count, isOver] = [0, false];
  const ask = async (path: string): Promise<void> => {
    const began = performance.now();
    const done = (status: number, headers = new Headers()): void => {
      const [retryAfter, stale] = [headers.get('retry-after'), headers.get('stockula-stale-since')];
      answers.push({ path, status, retryAfter, stale, ms: performance.now() - began, at: Date.now() });
    };
    try {
      const response = await fetch(url + path, { signal: AbortSignal.timeout(patienceMs) });
      await response.arrayBuffer();
      done(response.status, response.headers);
    } catch {
      // It counts, whatever was the matter.
      done(0);
    }
  };
  const client = async (): Promise<void> => {
    while (!isOver) {
      count += 1;
      await ask(pathOf(count));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const running = Promise.all(Array.from({ length: clients }, client));
  return {
    answers,
    stop: async () => {
      isOver = true;
      await running;
    },
  };
}
