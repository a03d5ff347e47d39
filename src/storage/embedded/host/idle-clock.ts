/** Calls back when an open transaction has sat idle for so long while others wait for the backend. */
export class IdleClock {
  readonly #afterMs: number;
  readonly #othersWait: () => boolean;
  readonly #expire: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(afterMs: number, othersWait: () => boolean, expire: () => void) {
    this.#afterMs = afterMs;
    this.#othersWait = othersWait;
    this.#expire = expire;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      if (this.#othersWait()) this.#expire();
      else this.start();
    }, this.#afterMs);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
