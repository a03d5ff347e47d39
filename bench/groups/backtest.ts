import { availableParallelism } from 'node:os';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { runGrid } from '../../src/manager/backtest/on-threads.ts';
import { markedBars } from '../../src/manager/backtest/optimise.ts';
import { closeWorkers } from '../../src/manager/workers/run-tasks.ts';
import type { Bench } from '../bench.ts';
import { walkOf } from './random-walk.ts';

const settings = {
  cash: 10_000,
  commission: { ...noCommission, relative: 0.002 },
  slippage: 0,
  fill: 'close',
  exclusiveOrders: true,
  stopLossPercent: null,
  finalizeTrades: false,
} as const;

/** 40 fast by 25 slow periods, all of them sensible. */
const combinations = Array.from({ length: 1000 }, (_, at) => ({
  fast_period: 5 + (at % 40),
  slow_period: 50 + 4 * Math.floor(at / 40),
}));

/** A grid of 1,000 pairs of averages over 5,800 daily bars, from cold threads, on one thread and on all. */
export async function benchBacktest({ print }: Bench): Promise<void> {
  const cores = availableParallelism();
  const times: Record<number, number[]> = { 1: [], [cores]: [] };
  for (let round = 0; round < 3; round++) {
    for (const threads of [1, cores]) {
      const began = performance.now();
      const series = markedBars(walkOf(5_800));
      const runs = await runGrid(series, { kind: 'built-in', name: 'smacross' }, combinations, settings, {
        threads,
      });
      if (runs.length !== combinations.length) throw new Error('Runs are missing');
      times[threads]?.push(performance.now() - began);
      await closeWorkers();
    }
  }
  const median = (threads: number) => (times[threads] ?? []).toSorted((a, b) => a - b)[1] ?? Number.NaN;
  const one = median(1);
  const all = median(cores);
  print(
    'backtest',
    `SMA cross, 1,000 pairs over 5,800 bars, ${cores} threads`,
    `${(all / 1000).toFixed(2)} s`,
    `with the start of the threads; ${(one / 1000).toFixed(2)} s on one (${(one / all).toFixed(1)}x)`,
  );
}
