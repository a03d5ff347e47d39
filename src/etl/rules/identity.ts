import type { MendRule, QuarantineRule } from '../../domain/bar-rule.ts';
import { type Interval, intervalAliases, isInterval } from '../../domain/interval.ts';
import { inUpperCase, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';

/** Canonical symbol and interval of a series, and what was mended to get there; or the defect. */
export type Identity =
  | {
      readonly ok: true;
      readonly symbol: TickerSymbol;
      readonly interval: Interval;
      readonly mends: readonly MendRule[];
    }
  | { readonly ok: false; readonly rule: QuarantineRule };

/** Whose bars these are. Lower case and other names of an interval are mended; another symbol than asked for is not. */
export function identify(symbol: string, interval: string, asked: TickerSymbol | null): Identity {
  const upper = inUpperCase(symbol.trim());
  if (!isTickerSymbol(upper)) return { ok: false, rule: 'symbol_unusable' };
  if (asked !== null && upper !== asked) return { ok: false, rule: 'wrong_symbol' };
  const canonical = intervalAliases[interval] ?? interval;
  if (!isInterval(canonical)) return { ok: false, rule: 'unknown_interval' };
  const mends: MendRule[] = [
    ...(upper === symbol ? [] : (['symbol_spelling'] as const)),
    ...(canonical === interval ? [] : (['interval_spelling'] as const)),
  ];
  return { ok: true, symbol: upper, interval: canonical, mends };
}
