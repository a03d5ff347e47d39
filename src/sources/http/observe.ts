import type { FailureKind } from '../../domain/source.ts';

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
    }
  /** A request failed for good. */
  | { readonly type: 'failure'; readonly source: string; readonly kind: FailureKind }
  | { readonly type: 'circuit'; readonly source: string; readonly state: 'closed' | 'open' | 'half_open' }
  /** A request waited for its turn: for the rate budget, or for a free connection. */
  | { readonly type: 'wait'; readonly source: string; readonly ms: number };

/** Takes events; must not throw. */
export type Observe = (event: HttpEvent) => void;
