import { StockulaError } from '../../domain/errors.ts';
import { isLostConnection } from '../../storage/timescale/lost-connection.ts';
import type { EtlRun, RunNote } from '../../storage/timescale/pipeline/etl-run.ts';
import { retryContended } from '../../storage/timescale/retry-contended.ts';
import type { Delivery } from './delivery.ts';
import { Grouped } from './grouped.ts';
import type { Pipeline } from './pipeline.ts';
import { sourceOf, storeAnswers } from './store-answers.ts';

/** Stores what was answered about a symbol. @returns its line of the run; null where no source had a bar */
export type StoreDelivery = (delivery: Delivery) => Promise<RunNote | null>;

/** Bars of a transaction: more would keep others waiting without being any cheaper. */
const barsTogether = 20_000;

/** Whether a failure is none of a symbol: the database is not there, or the asker gave up. */
export function concernsAll(error: unknown): boolean {
  const gaveUp = error instanceof Error && error.name === 'AbortError';
  return gaveUp || error instanceof StockulaError || isLostConnection(error);
}

/** Deliveries that come while others are being stored share the next transaction. */
export function storeTogether(pipeline: Pipeline, run: EtlRun, replace: boolean): StoreDelivery {
  const group = new Grouped(
    (deliveries: readonly Delivery[]) => {
      const source = sourceOf(deliveries[0]?.answers ?? []) ?? run.source;
      return retryContended(() => storeAnswers(pipeline, { ...run, source }, deliveries, replace));
    },
    {
      sizeOf: ({ answers }) => answers.reduce((sum, { series }) => sum + series.bars.length, 0),
      limit: barsTogether,
      kindOf: ({ answers }) => sourceOf(answers) ?? run.source,
      concernsAll,
    },
  );
  return (delivery) => group.add(delivery);
}
