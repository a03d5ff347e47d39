import { atMost } from './at-most.ts';

/** paused: changes are not heard at the moment; what is shown may be late. */
export type LiveState = 'connecting' | 'live' | 'paused';

interface LiveEvents {
  /** What is stored of these symbols has changed, or may have while nothing was heard. At most once a second. */
  onChange(symbols: ReadonlySet<string>): void;
  onState(state: LiveState): void;
}

/** As many as the API lets one stream watch. */
export const mostWatched = 100;
/** Writes come in rows of them; and what the server keeps for questions is older than the event for a moment. */
const settleMs = 250;
const pauseMs = 1_000;
const [firstRetryMs, lastRetryMs] = [2_000, 60_000];

/**
 * Hears of changes of symbols until it is ended. A page that nobody sees lets go of its connection, of which a browser
 * has only a few for all tabs; whatever may have been missed is told of as changed.
 * @returns what ends it
 */
export function watchLive(symbols: readonly string[], { onChange, onState }: LiveEvents): () => void {
  const changed = new Set<string>();
  const tell = atMost(pauseMs, () => {
    const told = new Set(changed);
    changed.clear();
    onChange(told);
  });
  let settling: ReturnType<typeof setTimeout> | undefined;
  const note = (some: readonly string[]): void => {
    for (const symbol of some) changed.add(symbol);
    settling ??= setTimeout(() => {
      settling = undefined;
      tell.run();
    }, settleMs);
  };

  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let wasOpen = false;
  const open = (): void => {
    close();
    source = new EventSource(`/api/v1/live?symbols=${encodeURIComponent(symbols.join())}`);
    source.addEventListener('open', () => {
      failures = 0;
      onState('live');
      if (wasOpen) note(symbols);
      wasOpen = true;
    });
    source.addEventListener('changed', ({ data }) => note(symbolsIn(data)));
    source.addEventListener('degraded', () => onState('paused'));
    source.addEventListener('recovered', () => {
      onState('live');
      note(symbols);
    });
    source.addEventListener('error', () => {
      onState('paused');
      // A connection that breaks is made again by the browser; one that is refused is not.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      retry = setTimeout(open, Math.min(lastRetryMs, firstRetryMs * 2 ** failures));
      failures += 1;
    });
  };
  const close = (): void => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };
  const onVisibility = (): void => {
    if (document.hidden) close();
    else open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(settling);
    tell.stop();
    close();
  };
}

function symbolsIn(data: string): string[] {
  return (JSON.parse(data) as { symbols: string[] }).symbols;
}
