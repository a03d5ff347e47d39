import { NoSourceAnswered } from '../domain/no-source-answered.ts';
import type { TickerSymbol } from '../domain/nominal.ts';
import {
  type BarRequest,
  type FetchedChain,
  type FetchedCompany,
  type FetchedQuote,
  type FetchedSeries,
  failureKinds,
  type MarketSource,
  SourceFailure,
} from '../domain/source.ts';
import type { ObserveSources } from './http/observe.ts';

/** An answer, who gave it, and why those before did not. */
export interface Answered<T> {
  readonly value: T;
  readonly source: string;
  readonly failures: readonly SourceFailure[];
}

/** Asks sources in order, each next one where the one before fails for a reason that another one may not have. */
export class ProviderChain {
  readonly #sources: readonly MarketSource[];
  readonly #observe: ObserveSources;

  constructor(sources: readonly MarketSource[], observe: ObserveSources = () => undefined) {
    this.#sources = sources;
    this.#observe = observe;
  }

  /** Who is asked, in order. */
  get names(): readonly string[] {
    return this.#sources.map(({ name }) => name);
  }

  /** @throws NoSourceAnswered */
  bars(request: BarRequest, signal: AbortSignal): Promise<Answered<FetchedSeries>> {
    const { symbol, interval } = request;
    const question = `bars of ${symbol} (${interval})`;
    return this.#ask(question, (source) => {
      return source.intervals.has(interval) ? source.bars(request, signal) : null;
    });
  }

  /** @throws NoSourceAnswered */
  optionChain(symbol: TickerSymbol, signal: AbortSignal): Promise<Answered<FetchedChain>> {
    return this.#ask(`options of ${symbol}`, (source) => source.optionChain?.(symbol, signal) ?? null);
  }

  /** @throws NoSourceAnswered */
  company(symbol: TickerSymbol, signal: AbortSignal): Promise<Answered<FetchedCompany>> {
    return this.#ask(`company data of ${symbol}`, (source) => source.company?.(symbol, signal) ?? null);
  }

  /** @throws NoSourceAnswered */
  quote(symbol: TickerSymbol, signal: AbortSignal): Promise<Answered<FetchedQuote>> {
    return this.#ask(`a quote of ${symbol}`, (source) => source.quote?.(symbol, signal) ?? null);
  }

  /** `ask` returns null where a source does not have such data at all. */
  async #ask<T>(question: string, ask: (source: MarketSource) => Promise<T> | null): Promise<Answered<T>> {
    const failures: SourceFailure[] = [];
    for (const [at, source] of this.#sources.entries()) {
      try {
        const answer = ask(source);
        if (answer !== null) {
          this.#observe({ type: 'ask', source: source.name, question });
          return { value: await answer, source: source.name, failures };
        }
        failures.push(new SourceFailure(source.name, 'unsupported', question));
      } catch (error) {
        if (!(error instanceof SourceFailure)) throw error;
        failures.push(error);
        if (!failureKinds[error.kind].next) break;
        const next = this.#sources[at + 1]?.name;
        if (next !== undefined)
          this.#observe({ type: 'next', source: source.name, question, failure: error, next });
      }
    }
    throw new NoSourceAnswered(question, failures);
  }
}
