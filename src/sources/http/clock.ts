import type { EpochMs } from '../../domain/nominal.ts';

/** Time as the HTTP layer sees it, so that tests can put their own in its place. */
export interface Clock {
  /** The date and time of day. */
  wall(): EpochMs;
  /** Milliseconds since some moment; never jumps, unlike the time of day. */
  now(): number;
  /** Calls `run` once after `ms`; the result cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The longest delay that a timer of Node takes. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  wall: () => Date.now() as EpochMs,
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), longestTimerMs));
    return () => clearTimeout(timer);
  },
};

/** Waits. @throws the reason of the signal, as soon as it is aborted */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    const onAbort = () => {
      cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
