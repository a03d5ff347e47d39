import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median } from '../../src/domain/median.ts';
import type { Bench } from '../bench.ts';
import { runCommand } from '../run-command.ts';

interface Question {
  readonly what: string;
  readonly sqlite: string;
  readonly timescale: string;
}

const runs = 7;

/** The same questions to the legacy file and to the database, on the same data in the same run. */
function questions(symbol: string): Question[] {
  return [
    {
      what: 'monthly OHLCV of all symbols',
      sqlite: `SELECT symbol, strftime('%Y-%m', date) AS month, max(high_price), min(low_price), sum(volume) FROM price_history WHERE interval = '1d' GROUP BY 1, 2`,
      timescale: `SELECT symbol, bucket, high, low, volume FROM ts_price_monthly WHERE interval = '1d'`,
    },
    {
      what: 'one symbol, all bars',
      sqlite: `SELECT date, open_price, high_price, low_price, close_price, volume FROM price_history WHERE symbol = '${symbol}' AND interval = '1d' ORDER BY date`,
      timescale: `SELECT ts, open, high, low, close, volume FROM ts_price_history WHERE symbol = '${symbol}' AND interval = '1d' ORDER BY ts`,
    },
    {
      what: 'one symbol, last 100 bars',
      sqlite: `SELECT date, close_price FROM price_history WHERE symbol = '${symbol}' AND interval = '1d' ORDER BY date DESC LIMIT 100`,
      timescale: `SELECT ts, close FROM ts_price_history WHERE symbol = '${symbol}' AND interval = '1d' ORDER BY ts DESC LIMIT 100`,
    },
  ];
}

export async function benchQuery({ scratch, source, print, stopDatabase, query }: Bench): Promise<void> {
  const data = join(scratch, 'query');
  await runCommand(['migrate', 'run', '--from', source.path], data);
  const sqlite = new DatabaseSync(source.path, { readOnly: true });
  for (const { what, sqlite: old, timescale } of questions(source.symbol)) {
    const oldTimes: number[] = [];
    const newTimes: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      oldTimes.push(await timed(async () => sqlite.prepare(old).all()));
      newTimes.push(await timed(() => query(data, timescale)));
    }
    const [before, after] = [median(oldTimes), median(newTimes)];
    print(
      'query',
      what,
      `${(before / after).toFixed(2)} times as fast as SQLite`,
      `${after.toFixed(1)} ms against ${before.toFixed(1)} ms`,
    );
  }
  sqlite.close();
  await stopDatabase(data);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
