import * as z from 'zod';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { SourceFailure } from '../../domain/source.ts';
import { snippet } from '../http/answer.ts';
import type { HttpClient } from '../http/http-client.ts';
import { NothingInRange } from './check-body.ts';
import { openLibrary, type YahooLibrary } from './library.ts';
import { yahooFetch } from './yahoo-fetch.ts';

interface CallOptions {
  readonly fetch: typeof fetch;
}

/** One or several calls of the library about one symbol. `options` are for each of them. */
export type Calls<T> = (library: YahooLibrary, options: CallOptions) => Promise<T>;

/** One place at which an answer differs from what the library expects. */
const difference = z.object({
  instancePath: z.string().catch('').prefault(''),
  message: z.string().catch('').prefault(''),
  params: z
    .object({ missing: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});

function validationDetail(error: Error): string {
  const errors = z.array(difference).safeParse(Reflect.get(error, 'errors')).data ?? [];
  const places = errors.slice(0, 3).map(({ instancePath, message, params }) => {
    return [`${instancePath || '/'}: ${message}`, ...(params?.missing ?? [])].join(' ');
  });
  return places.join('; ') || error.message;
}

function failureOf(source: string, error: unknown): unknown {
  if (error instanceof SourceFailure || error instanceof NothingInRange || !(error instanceof Error))
    return error;
  if (error.name === 'AbortError' || error.name === 'InvalidOptionsError') return error;
  const detail = error.name === 'FailedYahooValidationError' ? validationDetail(error) : error.message;
  return new SourceFailure(source, 'bad_answer', snippet(detail));
}

/** Calls Yahoo by the library, all requests of which go through the HTTP layer. */
export class YahooClient {
  readonly #http: HttpClient;
  readonly #baseUrl: string | null;
  #library: Promise<YahooLibrary> | null = null;

  constructor(http: HttpClient, baseUrl: string | null) {
    this.#http = http;
    this.#baseUrl = baseUrl;
  }

  /** @throws SourceFailure, NothingInRange, or the reason of the signal */
  ask<T>(symbol: TickerSymbol, signal: AbortSignal, calls: Calls<T>): Promise<T> {
    const http = this.#http;
    return http.question(symbol, signal, async (question) => {
      const options = { fetch: yahooFetch({ http, baseUrl: this.#baseUrl, symbol, question }) };
      const opened = this.#opened();
      try {
        return await this.#run(opened, calls, options);
      } catch (error) {
        if (!(error instanceof SourceFailure) || error.kind !== 'unauthorised') throw error;
      }
      // The crumb may have expired: once more with a new one.
      if (this.#library === opened) this.#library = null;
      return this.#run(this.#opened(), calls, options);
    });
  }

  #opened(): Promise<YahooLibrary> {
    this.#library ??= openLibrary();
    return this.#library;
  }

  async #run<T>(opened: Promise<YahooLibrary>, calls: Calls<T>, options: CallOptions): Promise<T> {
    const library = await opened;
    try {
      return await calls(library, options);
    } catch (error) {
      throw failureOf(this.#http.source, error);
    }
  }
}
