import type * as z from 'zod';
import type { udfMarks, udfTimescaleMarks } from '../../contract/udf.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { TimeRange } from '../../domain/market-store.ts';
import { splitTerms } from '../../domain/split-terms.ts';
import type { StockulaManager } from '../../manager/stockula-manager.ts';

interface ActionMark {
  readonly id: string;
  /** Seconds since 1970: the ex-date at 00:00 UTC, as daily bars have it. */
  readonly time: number;
  readonly color: string;
  readonly label: 'D' | 'S';
  readonly text: string;
}

/** Dividends and splits of a range, the oldest first; none of a symbol that is not known. */
export async function actionMarks(
  manager: StockulaManager,
  symbol: string,
  range: TimeRange,
): Promise<ActionMark[]> {
  try {
    const [dividends, splits] = await Promise.all([
      manager.reference.dividends(symbol, range),
      manager.reference.splits(symbol, range),
    ]);
    const paid = dividends.map(({ ts, amount, currency }) => ({
      ...mark('D', ts),
      text: `Dividend ${amount}${currency === null ? '' : ` ${currency}`}`,
    }));
    const split = splits.map(({ ts, ratio }) => ({ ...mark('S', ts), text: `Split ${splitText(ratio)}` }));
    return [...paid, ...split].sort((one, other) => one.time - other.time);
  } catch (error) {
    if (error instanceof StockulaError && (error.code === 'NOT_FOUND' || error.code === 'NO_DATA')) return [];
    throw error;
  }
}

function mark<const Label extends 'D' | 'S'>(label: Label, ts: number) {
  const time = Math.floor(ts / 1_000_000);
  return { id: `${label}${time}`, time, color: label === 'D' ? 'blue' : 'green', label };
}

function splitText(ratio: number): string {
  const terms = splitTerms(ratio);
  return terms === null ? String(ratio) : `${terms.numerator}:${terms.denominator}`;
}

export function marksJson(marks: readonly ActionMark[]): z.output<typeof udfMarks> {
  return {
    id: marks.map(({ id }) => id),
    time: marks.map(({ time }) => time),
    color: marks.map(({ color }) => color),
    text: marks.map(({ text }) => text),
    label: marks.map(({ label }) => label),
    labelFontColor: marks.map(() => 'white'),
    minSize: marks.map(() => 14),
  };
}

export function timescaleMarksJson(marks: readonly ActionMark[]): z.output<typeof udfTimescaleMarks> {
  return marks.map(({ id, time, color, label, text }) => ({ id, time, color, label, tooltip: [text] }));
}
