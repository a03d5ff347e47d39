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
  /** What each of them was delivered as. */
  readonly delivered: ReadonlyMap<SplitRecord | StatedDividend, RawAction>;
}

/**
 * Reads the splits and dividends of a symbol. Where the source adjusts for splits, so it does with dividends: they
 * are multiplied by the ratios of the splits after them, where all of these are known. On the day of a split they are
 * per new share. Of several of one day, as of bars, those that say the same are one; else the last one counts, and the
 * others are set aside.
 */
export function readActions(
  { origin, dividends, splits, ...told }: DeliveredActions,
  symbol: TickerSymbol,
  now: EpochMicros,
): Actions {
  const quarantined: QuarantinedAction[] = [];
  const sound = (action: ActionKind) => (raw: RawAction) => {
    const rule = defectOf(raw, action, now);
    if (rule) quarantined.push({ raw, rule, origin, action });
    return rule === null;
  };
  const lastOfDay = (action: ActionKind, raws: readonly RawAction[]) => {
    const { last, twins } = withoutTwins(raws.filter(sound(action)));
    for (const raw of twins) quarantined.push({ raw, rule: 'twin_differs', origin, action });
    return last;
  };
  const times = { createdAt: origin.fetchedAt, updatedAt: origin.fetchedAt };
  const delivered = new Map<SplitRecord | StatedDividend, RawAction>();
  const readSplits = lastOfDay('split', splits)
    .map((raw) => {
      const split = { symbol, ts: raw.ts as EpochMicros, ratio: Number(raw.value), ...times };
      delivered.set(split, raw);
      return split;
    })
    .sort((one, other) => one.ts - other.ts);
  // One that is yet to come is in no price.
  const allSplits =
    told.allSplits && quarantined.every(({ action, rule }) => action !== 'split' || rule === 'future_bar');
  const readDividends = lastOfDay('dividend', dividends).map((raw) => {
    const ts = raw.ts as EpochMicros;
    const answeredOn = dateAt(origin.fetchedAt, told.calendar);
    const ratio = origin.basis !== 'raw' && allSplits ? splitsAfter(readSplits, ts, answeredOn) : 1;
    const basis = origin.basis === 'raw' || allSplits ? 'raw' : 'split';
    const cash = { amount: cashInMainUnit(Number(raw.value), ratio, origin.currency), basis } as const;
    const dividend = { symbol, ts, ...cash, ...times };
    delivered.set(dividend, raw);
    return dividend;
  });
  return { splits: readSplits, allSplits, dividends: readDividends, quarantined, delivered };
}

/** The last action of each day, and earlier ones that say something else. */
function withoutTwins(raws: readonly RawAction[]): { last: RawAction[]; twins: RawAction[] } {
  const last = new Map<RawAction['ts'], RawAction>();
  const twins: RawAction[] = [];
  for (const raw of raws) {
    const earlier = last.get(raw.ts);
    if (earlier && Number(earlier.value) !== Number(raw.value)) twins.push(earlier);
    last.set(raw.ts, raw);
  }
  return { last: [...last.values()], twins };
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
