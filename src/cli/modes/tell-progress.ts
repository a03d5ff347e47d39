import type { ProgressLine } from '../progress.ts';

interface ToldProgress {
  step(label: string, done: number, total: number): void;
  end(): void;
}

/** Short enough that nobody takes the program for dead, long enough that most answers come without a line. */
const usualMs = 10_000;

/**
 * How far a question has come: on a terminal at once and in place, elsewhere a line every ten seconds, so that a log
 * shows that work goes on.
 * @param everyMs milliseconds between two lines
 */
export function tellProgress(line: ProgressLine, everyMs = usualMs): ToldProgress {
  if (line.isLive)
    return { step: (label, done, total) => line.work({ label, done, total }), end: () => line.done() };
  const began = performance.now();
  let latest = '';
  const timer = setInterval(() => {
    if (latest !== '') line.tell(`${latest}, after ${Math.round((performance.now() - began) / 1000)} s`);
  }, everyMs);
  timer.unref();
  return {
    step: (label, done, total) => {
      latest = total > 0 ? `${label} (${done} of ${total} done)` : label;
    },
    end: () => clearInterval(timer),
  };
}
