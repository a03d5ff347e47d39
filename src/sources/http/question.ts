import { SourceFailure } from '../../domain/source.ts';
import type { Clock } from './clock.ts';

/** One question to a provider, however many requests it takes: they share its time. */
export interface Question {
  /** What is asked about, as a rule the symbol: requests about different ones take turns. */
  readonly key: string;
  /** Aborted by the asker, or by the end of the time. */
  readonly signal: AbortSignal;
  /** When its time is over, by the clock's `now`. */
  readonly deadline: number;
}

interface QuestionOptions {
  readonly source: string;
  readonly key: string;
  readonly clock: Clock;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** The result of `work`, or the reason of the signal as soon as that is aborted: work may be slow to notice. */
async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Runs the requests of one question. @throws SourceFailure `timeout` once its time is over */
export async function withQuestion<T>(
  { source, key, clock, limitMs, signal }: QuestionOptions,
  work: (question: Question) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const cancel = clock.after(limitMs, () => {
    controller.abort(
      new SourceFailure(source, 'timeout', `no answer to the whole within ${limitMs / 1000} s`),
    );
  });
  const question = { key, signal: controller.signal, deadline: clock.now() + limitMs };
  try {
    return await untilAborted(controller.signal, () => work(question));
  } finally {
    cancel();
    signal.removeEventListener('abort', onAbort);
  }
}
