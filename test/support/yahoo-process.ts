import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StandInOptions } from './yahoo/plan.ts';

const main = fileURLToPath(new URL('yahoo-stand-in-main.ts', import.meta.url));

/** What a stand-in has counted since its options were last changed. */
interface Counts {
  readonly requests: number;
  /** The most requests that came within the window asked about. */
  readonly mostInWindow: number;
  /** Requests by symbol. */
  readonly bySymbol: Readonly<Record<string, number>>;
}

/** A stand-in in a process of its own, so that its work does not slow those down who ask it. */
export interface YahooProcess {
  readonly address: string;
  /** Options are merged with those it has; counts begin again at 0. */
  change(options: StandInOptions): Promise<void>;
  counts(windowMs: number): Promise<Counts>;
  stop(): void;
}

export async function startYahooProcess(options: StandInOptions): Promise<YahooProcess> {
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const address = String(line).trim();
  const change = async (changed: StandInOptions): Promise<void> => {
    await fetch(`${address}/stand-in/options`, { method: 'POST', body: JSON.stringify(changed) });
  };
  await change(options);
  return {
    address,
    change,
    counts: async (windowMs) => {
      const answer = await fetch(`${address}/stand-in/counts?window=${windowMs}`);
      return (await answer.json()) as Counts;
    },
    stop: () => void child.kill(),
  };
}
