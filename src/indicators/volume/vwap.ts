import { defineIndicator } from '../define-indicator.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const anchors = ['session', 'week', 'month', 'year', 'start'] as const;

export const vwap = defineIndicator({
  name: 'vwap',
  aliases: ['anchored_vwap'],
  title: 'Volume-weighted average price',
  group: 'volume',
  formula:
    'Σ(typical price · volume) / Σ volume since the anchor, typical price = (high + low + close) / 3; none before ' +
    'anything was traded',
  source: 'Berkowitz, Logue and Noser, The Journal of Finance 43:1 (1988); not in TA-Lib',
  inputs: ['ts', 'high', 'low', 'close', 'volume'],
  parameters: [
    {
      name: 'anchor',
      default: 0,
      min: 0,
      max: anchors.length - 1,
      integer: true,
      choices: anchors,
      description: 'where the sums begin anew; start: never, only at since',
    },
    {
      name: 'since',
      default: 0,
      min: 0,
      max: 99_991_231,
      integer: true,
      description: 'first day as YYYYMMDD, no value before it; 0 for all',
    },
    {
      name: 'day_starts',
      default: 0,
      min: 0,
      max: 23,
      integer: true,
      description: 'hour (UTC) at which a session begins, for markets that trade across midnight UTC',
    },
  ],
  outputs: ['vwap'],
  // An incomplete bar has no value and adds nothing; the sums go on.
  missingValues: 'own',
  warmUp: () => 0,
  begin: () => ({ day: Number.NaN, period: Number.NaN, isOn: 0, turnover: 0, volume: 0 }),
  advance(state, { ts, high, low, close, volume, outputs, from, to }, { anchor, since, day_starts }) {
    for (let index = from; index < to; index++) {
      const price = ((high[index] as number) + (low[index] as number) + (close[index] as number)) / 3;
      const units = volume[index] as number;
      const day = Math.floor(((ts[index] as number) - day_starts * hourMs) / dayMs);
      if (!Number.isFinite(price + units + day)) continue;
      if (day !== state.day) {
        const period = periodOf(day, anchor);
        state.day = day;
        state.isOn = since === 0 || dateNumber(day) >= since ? 1 : 0;
        if (period !== state.period) Object.assign(state, { period, turnover: 0, volume: 0 });
      }
      if (state.isOn === 0) continue;
      state.turnover += price * units;
      state.volume += units;
      outputs.vwap[index] = state.turnover / state.volume;
    }
  },
});

/** A number that changes where the anchor moves. Weeks begin on Mondays; day 0 is a Thursday. */
function periodOf(day: number, anchor: number): number {
  const date = new Date(day * dayMs);
  switch (anchors[anchor]) {
    case 'week':
      return Math.floor((day + 3) / 7);
    case 'month':
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    case 'year':
      return date.getUTCFullYear();
    case 'start':
      return 0;
    default:
      return day;
  }
}

/** The date of a day as YYYYMMDD. */
function dateNumber(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
