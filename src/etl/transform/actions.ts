import type { QuarantineRule } from '../../domain/bar-rule.ts';
import type { QuarantinedAction } from '../../domain/judged-bars.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { ActionKind, Origin, RawAction } from '../../domain/raw-bar.ts';
import type { SplitRecord, StatedDividend } from '../../domain/records.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import { isAbsurdRatio } from '../rules/numbers.ts';
import { timeDefect } from '../rules/time.ts';
import { currencyUnit } from './currency-unit.ts';
import { shiftPoint } from './shift-point.ts';
import { dateAt, splitsAfter } from './unsplit.ts';

/** Corporate actions as a source delivered them with its bars. */
export interface DeliveredActions {
  readonly origin: Origin;
  /** Whether no split is missing that the source can have adjusted for: it was asked for them, up to the present. */
  readonly allSplits: boolean;
  /** Of the exchange; null where it is not known. */
  readonly calendar: SessionCalendar | null;
  readonly dividends: readonly RawAction[];
  readonly splits: readonly RawAction[];
}

/** Corporate actions as they are stored, dividends in the main currency unit. */
export interface Actions {
  /** In ascending time. */
  readonly splits: readonly SplitRecord[];
  /** Whether these are all that the source can have adjusted for: none is missing, and none was set aside. */
  readonly allSplits: boolean;
  readonly dividends: readonly StatedDividend[];
  readonly quarantined: readonly QuarantinedAction[];
}

/**
 * Reads the splits and dividends of a symbol. Where the source adjusts for splits, so it does with dividends: they
 * are multiplied by the ratios of the splits after them, where all of these are known. On the day of a split they are
 * per new share.
 */
export function readActions(
  { origin, dividends, splits, ...delivered }: DeliveredActions,
  symbol: TickerSymbol,
  now: EpochMicros,
): Actions {
  const quarantined: QuarantinedAction[] = [];
  const sound = (action: ActionKind) => (raw: RawAction) => {
    const rule = defectOf(raw, action, now);
    if (rule) quarantined.push({ raw, rule, origin, action });
    return rule === null;
  };
  const times = { createdAt: origin.fetchedAt, updatedAt: origin.fetchedAt };
  const readSplits = splits
    .filter(sound('split'))
    .map(({ ts, value }) => ({ symbol, ts: ts as EpochMicros, ratio: Number(value), ...times }))
    .sort((one, other) => one.ts - other.ts);
  // One that is yet to come is in no price.
  const allSplits =
    delivered.allSplits &&
    quarantined.every(({ action, rule }) => action !== 'split' || rule === 'future_bar');
  const readDividends = dividends.filter(sound('dividend')).map(({ ts, value }) => {
    const at = ts as EpochMicros;
    const answeredOn = dateAt(origin.fetchedAt, delivered.calendar);
    const ratio = origin.basis !== 'raw' && allSplits ? splitsAfter(readSplits, at, answeredOn) : 1;
    const basis = origin.basis === 'raw' || allSplits ? 'raw' : 'split';
    const cash = { amount: cashInMainUnit(Number(value), ratio, origin.currency), basis } as const;
    return { symbol, ts: at, ...cash, ...times };
  });
  return { splits: readSplits, allSplits, dividends: readDividends, quarantined };
}

/** A double has 15 digits of which all are right; the rest of a product is noise. */
const soundDigits = 15;

/**
 * Cash of a dividend in the main currency unit, as it was delivered in another one, times the ratio of the splits that
 * are to be undone.
 */
export function cashInMainUnit(value: number, ratio: number, currency: string | null): number {
  const cash = ratio === 1 ? value : Number((value * ratio).toPrecision(soundDigits));
  return shiftPoint(cash, currencyUnit(currency).places);
}

function defectOf({ ts, value }: RawAction, action: ActionKind, now: EpochMicros): QuarantineRule | null {
  const time = timeDefect(ts, '1d', now, null);
  if (time) return time;
  if (typeof value === 'string' || value === null) return 'unreadable_number';
  if (!Number.isFinite(Number(value))) return 'not_finite';
  if (Number(value) <= 0) return 'action_not_positive';
  return action === 'split' && isAbsurdRatio(Number(value)) ? 'ratio_absurd' : null;
}
