/**
 * At most `limit` requests in any span of `spanMs`, wherever the span begins. A request counts from its start until
 * `spanMs` after its end: it reached the server somewhere in between, so the server never sees more than `limit`
 * in a span either, whatever the latency. Times are milliseconds of one clock that does not jump.
 */
export class SlidingWindow {
  readonly #limit: number;
  readonly #spanMs: number;
  #running = 0;
  /** Ends of requests, ascending. */
  #ended: number[] = [];

  constructor(limit: number, spanMs: number) {
    this.#limit = limit;
    this.#spanMs = spanMs;
  }

  /**
   * The earliest moment at which another request may start, were `ahead` others to start before it: exact as long
   * as requests that have ended decide, a lower bound where running ones do.
   */
  freeAt(now: number, ahead = 0): number {
    this.#ended = this.#ended.filter((end) => end + this.#spanMs > now);
    const free = this.#limit - this.#running - this.#ended.length;
    if (ahead < free) return now;
    const end = this.#ended[ahead - free];
    return end === undefined ? now + this.#spanMs : end + this.#spanMs;
  }

  start(): void {
    this.#running += 1;
  }

  /** Ends a request; one that never was sent is not counted. */
  end(now: number, sent: boolean): void {
    this.#running -= 1;
    if (sent) this.#ended.push(now);
  }
}
