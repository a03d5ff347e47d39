import type { QuarantineRule } from '../../domain/bar-rule.ts';
import type { QuarantinedAction } from '../../domain/judged-bars.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { ActionKind, Origin, RawAction } from '../../domain/raw-bar.ts';
import type { DividendRecord, SplitRecord } from '../../domain/records.ts';
import type { KnownSplit } from '../rules/context.ts';
import { timeDefect } from '../rules/time.ts';
import { currencyUnit } from './currency-unit.ts';
import { splitsAfter } from './unsplit.ts';

/** Corporate actions as a source delivered them with its bars. */
export interface DeliveredActions {
  readonly origin: Origin;
  readonly dividends: readonly RawAction[];
  readonly splits: readonly RawAction[];
}

/** Corporate actions as they are stored: dividends per share of their ex-date, in the main currency unit. */
export interface Actions {
  /** In ascending time. */
  readonly splits: readonly SplitRecord[];
  readonly dividends: readonly DividendRecord[];
  readonly quarantined: readonly QuarantinedAction[];
}

/**
 * Reads the splits and dividends of a symbol. Where the source adjusts for splits, so it does with dividends: they
 * are multiplied by the ratios of the splits after them. On the day of a split they are per new share.
 */
export function readActions(
  { origin, dividends, splits }: DeliveredActions,
  symbol: TickerSymbol,
  now: EpochMicros,
): Actions {
  const quarantined: QuarantinedAction[] = [];
  const sound = (action: ActionKind) => (raw: RawAction) => {
    const rule = defectOf(raw, now);
    if (rule) quarantined.push({ raw, rule, origin, action });
    return rule === null;
  };
  const times = { createdAt: origin.fetchedAt, updatedAt: origin.fetchedAt };
  const readSplits = splits
    .filter(sound('split'))
    .map(({ ts, value }) => ({ symbol, ts: ts as EpochMicros, ratio: Number(value), ...times }))
    .sort((one, other) => one.ts - other.ts);
  const readDividends = dividends.filter(sound('dividend')).map(({ ts, value }) => {
    const at = ts as EpochMicros;
    return { symbol, ts: at, amount: cashPerShare(Number(value), at, origin, readSplits), ...times };
  });
  return { splits: readSplits, dividends: readDividends, quarantined };
}

/** A double has 15 digits of which all are right; the rest of a product is noise. */
const soundDigits = 15;

/** Cash per share of the ex-date in the main currency unit, of a dividend as it was delivered. */
export function cashPerShare(
  value: number,
  ts: EpochMicros,
  { basis, currency, fetchedAt }: Pick<Origin, 'basis' | 'currency' | 'fetchedAt'>,
  splits: readonly KnownSplit[],
): number {
  const ratio = basis === 'raw' ? 1 : splitsAfter(splits, ts, fetchedAt);
  const { per } = currencyUnit(currency);
  return ratio === 1 && per === 1 ? value : Number(((value * ratio) / per).toPrecision(soundDigits));
}

function defectOf({ ts, value }: RawAction, now: EpochMicros): QuarantineRule | null {
  const time = timeDefect(ts, '1d', now, null);
  if (time) return time;
  if (typeof value === 'string' || value === null) return 'unreadable_number';
  if (!Number.isFinite(Number(value))) return 'not_finite';
  return Number(value) > 0 ? null : 'action_not_positive';
}
