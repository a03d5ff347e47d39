import type pg from 'pg';
import type { StoredAround } from '../../domain/neighbour.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { KnownSplit } from '../../etl/rules/context.ts';
import type { SeriesSpan } from '../../storage/timescale/pipeline/bar-notes.ts';
import { readStoredAround } from '../../storage/timescale/pipeline/stored-around.ts';
import type { Answer, Delivery } from './delivery.ts';
import { readKnownSplits } from './instruments.ts';

/** What is stored around the bars of an answer, and the stored splits of its symbol. */
export interface KnownAround {
  readonly around: StoredAround;
  readonly splits: readonly KnownSplit[];
}

const nothing: KnownAround = { around: { before: [], after: [] }, splits: [] };

/**
 * Reads what the bars of all answers are compared with, in two questions however many symbols there are. Instruments
 * that are new have nothing stored.
 * @param deliveries of one interval
 */
export async function readKnownAround(
  pool: pg.Pool,
  deliveries: readonly Delivery[],
  now: EpochMicros,
): Promise<(answer: Answer) => KnownAround> {
  const known = deliveries.filter(({ instrument }) => !instrument.isNew);
  const asked = known.flatMap(({ instrument: { symbol }, interval, answers }) =>
    answers.flatMap((answer) => {
      const span = spanOf(answer, { symbol, interval }, now);
      return span ? [{ answer, symbol, span }] : [];
    }),
  );
  const [interval] = known.map((delivery) => delivery.interval);
  if (asked.length === 0 || interval === undefined) return () => nothing;
  const symbols = [...new Set(asked.map(({ symbol }) => symbol))];
  const splits = await readKnownSplits(pool, symbols);
  const arounds = await readStoredAround(
    pool,
    interval,
    asked.map(({ span }) => span),
  );
  const byAnswer = new Map(
    asked.map(({ answer, symbol }, index): [Answer, KnownAround] => [
      answer,
      { around: arounds[index] ?? nothing.around, splits: splits.get(symbol) ?? [] },
    ]),
  );
  return (answer) => byAnswer.get(answer) ?? nothing;
}

const earliest = Date.parse('1700-01-01') * 1000;
/** Session dates east of Greenwich begin before 00:00 UTC. */
const ahead = 86_400_000_000;

/** From the first to the last bar; null where none has a time that can be right. */
function spanOf(
  { series }: Answer,
  key: Pick<SeriesSpan, 'symbol' | 'interval'>,
  now: EpochMicros,
): SeriesSpan | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { ts } of series.bars) {
    if (typeof ts !== 'number' || !(ts >= earliest && ts <= now + ahead)) continue;
    first = Math.min(first, ts);
    last = Math.max(last, ts);
  }
  return first > last ? null : { ...key, first, last };
}
