import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { StandInOptions } from '../support/yahoo/plan.ts';
import { barRequest, never, yahooAt } from '../support/yahoo-source.ts';

const main = fileURLToPath(new URL('../support/yahoo-stand-in-main.ts', import.meta.url));
const now = '2026-03-02T22:00:00Z';
const running = new Set<ReturnType<typeof spawn>>();
afterEach(() => {
  for (const child of running) child.kill();
  running.clear();
});

/** Starts a stand-in in a process of its own; returns its address. */
async function startProcess(options: StandInOptions): Promise<string> {
  const child = spawn(process.execPath, [main, '--port', '0', '--options', JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  const [line] = await once(child.stdout, 'data');
  return String(line).trim();
}

test('in processes of their own, two stand-ins with one seed tell of one market', async () => {
  const addresses = await Promise.all([startProcess({ now, seed: 7 }), startProcess({ now, seed: 7 })]);
  const request = barRequest('AAPL', '2025-01-01', '2026-03-02');
  const [one, two] = await Promise.all(
    addresses.map((address) => yahooAt(address, { now }).bars(request, never)),
  );
  expect(one?.bars.length).toBeGreaterThan(250);
  expect(one?.bars).toEqual(two?.bars);
  const [address] = addresses;
  const counts = await fetch(`${address}/stand-in/counts?window=60000`);
  expect(await counts.json()).toEqual({ requests: 1, mostInWindow: 1, bySymbol: { AAPL: 1 } });
  const later = '2026-03-03T22:00:00Z';
  await fetch(`${address}/stand-in/options`, { method: 'POST', body: JSON.stringify({ now: later }) });
  const next = barRequest('AAPL', '2026-03-02', '2026-03-03');
  const { bars } = await yahooAt(address ?? '', { now: later }).bars(next, never);
  expect(bars).toHaveLength(2);
  expect(bars[0]).toEqual({ ...one?.bars.at(-1), position: 1 });
});
