import type { QuarantineRule } from '../../domain/bar-rule.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { RawBar, RawNumber } from '../../domain/raw-bar.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import type { Identity } from './identity.ts';
import { priceDefect, volumeDefect } from './numbers.ts';
import { note, type ParsedBar } from './parsed-bar.ts';
import { orderDefect, settleOrder } from './price-order.ts';
import { sessionFlag } from './sessions.ts';
import { timeDefect } from './time.ts';

/** Reads one bar by the rules that need no other: its fields, or the first defect. */
export function readBar(
  raw: RawBar,
  identity: Extract<Identity, { ok: true }>,
  now: EpochMicros,
  calendar: SessionCalendar | null,
): ParsedBar | QuarantineRule {
  const defect =
    timeDefect(raw.ts, identity.interval, now, calendar) ?? priceDefect(raw) ?? volumeDefect(raw.volume);
  if (defect) return defect;
  const bar: ParsedBar = {
    raw,
    symbol: identity.symbol,
    interval: identity.interval,
    ts: raw.ts as EpochMicros,
    open: Number(raw.open),
    high: Number(raw.high),
    low: Number(raw.low),
    close: Number(raw.close),
    adjClose: usable(raw.adjClose),
    volume: raw.volume === null ? null : Number(raw.volume),
    notes: null,
  };
  const disorder = orderDefect(bar);
  if (disorder) return disorder;
  settleOrder(bar);
  for (const mend of identity.mends) note(bar, mend);
  const flag = sessionFlag(bar, calendar);
  if (flag) note(bar, flag);
  return bar;
}

/** The source's own adjusted close is kept for comparison only: without it a bar is no worse. */
function usable(adjClose: RawNumber): number | null {
  return typeof adjClose === 'number' && Number.isFinite(adjClose) && adjClose > 0 ? adjClose : null;
}
