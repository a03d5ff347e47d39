import { type BarRule, barRules } from '../../domain/bar-rule.ts';
import { type EpochMicros, inUpperCase, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import type { ActionKind, RawAction } from '../../domain/raw-bar.ts';
import { isAbsurdRatio } from '../../etl/rules/numbers.ts';
import { timeDefect } from '../../etl/rules/time.ts';
import { type DeliveredRow, type KnownOrigin, numberOf, originOf } from './delivered-row.ts';

/** A dividend or a split that a row says, unjudged; the value is as it was delivered. */
export interface ReleasedAction {
  readonly action: ActionKind;
  readonly symbol: TickerSymbol;
  /** Ex-date at 00:00 UTC. */
  readonly ts: EpochMicros;
  readonly value: number;
  readonly source: string;
  readonly origin: KnownOrigin;
}

/**
 * The dividend or split that a row says, or in words why it says none that can be stored. One whose day is yet to
 * come is none so far: prices would be adjusted for what has not happened.
 */
export function actionOf({ original, source }: DeliveredRow, now: EpochMicros): ReleasedAction | string {
  const { action, ts } = original;
  const symbol = inUpperCase(String(original['symbol']));
  const origin = originOf(original['origin']);
  const value = numberOf(original['value']);
  if ((action !== 'dividend' && action !== 'split') || origin === null)
    return 'does not say whether it is a dividend or a split';
  if (!isTickerSymbol(symbol)) return textOf('symbol_unusable');
  const defect = timeDefect(ts as RawAction['ts'], '1d', now, null);
  if (defect === 'future_bar') return 'is of a day that is yet to come';
  if (defect) return textOf(defect);
  if (value === null) return textOf('unreadable_number');
  if (value <= 0) return textOf('action_not_positive');
  if (action === 'split' && isAbsurdRatio(value)) return textOf('ratio_absurd');
  return { action, symbol, ts: ts as EpochMicros, value, source, origin };
}

const textOf = (rule: BarRule): string => barRules[rule].text;
