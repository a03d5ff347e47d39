/** What a server tells of its process. */
export interface Health {
  readonly rssMegabytes: number;
  readonly heapMegabytes: number;
  /** Delays of its event loop since it was asked last, in milliseconds. */
  readonly lagP99: number;
  readonly lagMax: number;
}

/** Reads the metrics of a server. Throws where one is missing. */
export async function healthOf(url: string, headers: Readonly<Record<string, string>>): Promise<Health> {
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  const of = (name: string): number => {
    const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
    if (value === undefined) throw new Error(`${url}/metrics (${response.status}) has no ${name}`);
    return Number(value);
  };
  return {
    rssMegabytes: of('process_resident_memory_bytes') / 1e6,
    heapMegabytes: of('nodejs_heap_size_used_bytes') / 1e6,
    lagP99: of('nodejs_eventloop_lag_p99_seconds') * 1_000,
    lagMax: of('nodejs_eventloop_lag_max_seconds') * 1_000,
  };
}

/** Asks again and again until it is stopped. */
export function watchHealth(url: string, headers: Readonly<Record<string, string>>, everyMs: number) {
  const seen: Health[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      seen.push(await healthOf(url, headers));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    stop: async (): Promise<readonly Health[]> => {
      isOver = true;
      await watching;
      return seen;
    },
  };
}
