import type { FailureKind, SourceFailure } from '../../domain/source.ts';

/** What happens in the HTTP layer, for counters. `source` is the name of the provider. */
export type HttpEvent =
  /** A request ended; `status` is null where there was no answer. */
  | { readonly type: 'request'; readonly source: string; readonly status: number | null; readonly ms: number }
  /** A failed request is tried again after `delayMs`. */
  | {
      readonly type: 'retry';
      readonly source: string;
      readonly kind: FailureKind;
      readonly delayMs: number;
      /** What it is about, as a rule a symbol. */
      readonly key: string;
      /** Which try comes, of how many. */
      readonly attempt: number;
      readonly attempts: number;
    }
  /** A request failed for good. */
  | { readonly type: 'failure'; readonly source: string; readonly kind: FailureKind }
  | { readonly type: 'circuit'; readonly source: string; readonly state: 'closed' | 'open' | 'half_open' }
  /** A request waited for its turn: for the rate budget, or for a free connection. */
  | { readonly type: 'wait'; readonly source: string; readonly ms: number };

/** What happens while sources are asked; questions are as in `bars of AAPL (1d)`. */
export type SourceEvent =
  | HttpEvent
  /** A source is asked from now on. */
  | { readonly type: 'ask'; readonly source: string; readonly question: string }
  /** A source did not answer, and the next one is asked. */
  | {
      readonly type: 'next';
      readonly source: string;
      readonly question: string;
      readonly failure: SourceFailure;
      readonly next: string;
    };

/** Takes events; must not throw. */
export type Observe = (event: HttpEvent) => void;
export type ObserveSources = (event: SourceEvent) => void;
