import type { AskedInterval } from '../../domain/asked-interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { type BarPage, firstPage } from '../bars/bar-chunk.ts';
import type { BarsQuestion } from '../bars/question.ts';
import type { StockulaManager } from '../stockula-manager.ts';

export interface HistoryQuestion {
  readonly symbol: string;
  readonly interval: AskedInterval;
  /** Epoch milliseconds, included. */
  readonly from: number | undefined;
  /** Epoch milliseconds, not included. */
  readonly to: number;
  /** So many bars before `to`, whatever `from` says. */
  readonly count: number | undefined;
}

export interface History {
  /** The newest first. */
  readonly page: BarPage;
  /** Where there is no bar: the last one before, epoch milliseconds; null where there is none at all. */
  readonly nextTime: number | null;
}

/** More bars no chart shows; it asks for earlier ones when it needs them. */
const mostBars = 20_000;

/** The bars of a stretch of a chart, adjusted for splits. @throws StockulaError as askBars */
export async function udfHistory(
  manager: StockulaManager,
  { symbol, interval, from, to, count }: HistoryQuestion,
): Promise<History> {
  const read = async (range: Partial<BarsQuestion>, limit: number): Promise<BarPage> => {
    const { chunks } = await manager.askBars({
      symbol,
      interval,
      adjust: 'split',
      order: 'desc',
      atOnce: limit,
      ...range,
    });
    return firstPage(chunks, limit);
  };
  const last = (to - 1) as EpochMs;
  const first = count === undefined ? (from as EpochMs | undefined) : undefined;
  const page = await read({ from: first, to: last }, Math.min(count ?? mostBars, mostBars));
  if (page.columns.ts.length > 0 || first === undefined) return { page, nextTime: null };
  const before = await read({ to: (first - 1) as EpochMs }, 1);
  return { page, nextTime: before.columns.ts[0] ?? null };
}
