import type { TickerSymbol } from '../../domain/nominal.ts';
import type { ModeAnswer } from './mode.ts';
import type { ModeName } from './registry.ts';

/** What a mode answered. */
export interface Part {
  readonly mode: ModeName;
  readonly title: string;
  readonly answer: ModeAnswer;
}

/** What a mode could not answer, and why. `symbol` is null for what concerns all of them together. */
export interface Failure {
  readonly symbol: TickerSymbol | null;
  readonly mode: ModeName;
  readonly error: unknown;
}

export interface AnsweredSymbol {
  readonly symbol: TickerSymbol;
  /** In the order of the modes; those that failed are left out. */
  readonly parts: readonly Part[];
}

export interface Answered {
  /** In the order in which they were asked for. */
  readonly symbols: readonly AnsweredSymbol[];
  readonly together: readonly Part[];
  readonly failures: readonly Failure[];
  /** Configuration keys that an answer changes. */
  readonly optimised: Readonly<Record<string, unknown>> | null;
}

/** Whether nothing was answered. */
export function isEmpty({ symbols, together }: Answered): boolean {
  return together.length === 0 && symbols.every(({ parts }) => parts.length === 0);
}
