export interface Throttled {
  /** Does it now, or as soon as the pause is over; however often it is called meanwhile. */
  run(): void;
  stop(): void;
}

/** Something that is done at most once in `pauseMs`, the last call never being lost. */
export function atMost(pauseMs: number, work: () => void): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const act = (): void => {
    timer = undefined;
    last = performance.now();
    work();
  };
  return {
    run: () => {
      timer ??= setTimeout(act, Math.max(0, last + pauseMs - performance.now()));
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
