import { join } from 'node:path';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import type { Bench } from '../bench.ts';
import { runCommand } from '../run-command.ts';

const count = 50;
const years = 10;
const rounds = 3;

/** `stockula --mode all` about many symbols, the database up: each mode by itself, too, to see where time goes. */
export async function benchAll({ scratch, print, stopDatabase }: Bench): Promise<void> {
  const data = join(scratch, 'all');
  const source = join(scratch, 'all.db');
  const { symbols } = writeSyntheticLegacy(source, { symbols: count, years });
  await runCommand(['migrate', 'run', '--from', source], data);
  const ask = (mode: string) => runCommand(['-t', symbols.join(','), '-m', mode, '-o', 'json'], data);
  const what = `${count} symbols, ${years} years of days`;
  for (const mode of ['ta', 'backtest', 'forecast', 'all']) {
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) seconds.push((await ask(mode)).seconds);
    const least = Math.min(...seconds).toFixed(1);
    const most = Math.max(...seconds).toFixed(1);
    const goal = mode === 'all' ? 'goal: under 20 s' : '';
    print('all', `--mode ${mode}: ${what}`, `${least} to ${most} s`, goal);
  }
  await stopDatabase(data);
}
