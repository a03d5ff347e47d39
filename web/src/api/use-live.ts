import { useEffect, useRef, useState } from 'react';
import { type LiveState, mostWatched, watchLive } from './live-stream.ts';

/**
 * Tells when what is stored of symbols has changed, at most once a second, and whether changes are heard. Of more than a
 * hundred symbols only the first are watched.
 */
export function useLive(
  symbols: readonly string[],
  onChange: (symbols: ReadonlySet<string>) => void,
): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const tell = useRef(onChange);
  tell.current = onChange;
  const watched = [...new Set(symbols)].slice(0, mostWatched).sort().join();
  useEffect(() => {
    if (watched === '') return;
    return watchLive(watched.split(','), {
      onChange: (changed) => tell.current(changed),
      onState: setState,
    });
  }, [watched]);
  return state;
}
