import type { Market, MarketService } from './market-service.ts';

/** Counts the work that is done with a market, so that one that is given up is closed after the last of it. */
export class Lease {
  readonly #service: MarketService;
  #inFlight = 0;
  #onIdle: (() => void) | null = null;

  constructor(service: MarketService) {
    this.#service = service;
  }

  async use<Answer>(work: (market: Market) => Promise<Answer>): Promise<Answer> {
    this.#inFlight += 1;
    try {
      return await this.#service.use(work);
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#onIdle?.();
    }
  }

  /** Closes it once nothing is done with it any more. To be called once, when no new work will come. */
  async retire(): Promise<void> {
    if (this.#inFlight > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    await this.#service.close();
  }
}
