import { join } from 'node:path';
import { median } from '../../src/domain/median.ts';
import type { Bench } from '../bench.ts';
import { runCommand } from '../run-command.ts';

const warmRuns = 5;

/** How long a person waits: a warm command with the database up, and one that has to open it first. */
export async function benchStartup({ scratch, source, print, stopDatabase }: Bench): Promise<void> {
  const data = join(scratch, 'startup');
  await runCommand(['migrate', 'run', '--from', source.path], data);
  const ask = () => runCommand(['--ticker', source.symbol, '--mode', 'ta'], data);
  const opened: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < warmRuns; run += 1) {
    await stopDatabase(data);
    opened.push((await ask()).seconds);
    warm.push((await ask()).seconds);
  }
  print(
    'startup',
    'technical analysis, database already up',
    `${median(warm).toFixed(2)} s`,
    'goal: under 1.5 s',
  );
  print(
    'startup',
    'technical analysis, database opened for it',
    `${median(opened).toFixed(2)} s`,
    'goal: under 1.5 s',
  );
  await stopDatabase(data);
}
