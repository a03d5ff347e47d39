import type { Mode } from './mode.ts';

/** Every value of `--mode` but `all`, in the order in which `all` shows them. */
export const modeNames = ['ta', 'backtest', 'forecast', 'optimize-allocation'] as const;
export type ModeName = (typeof modeNames)[number];

/** Each is loaded only when it is asked for. To add one, write its file and its line here. */
const modes: Readonly<Record<ModeName, () => Promise<Mode>>> = {
  ta: async () => (await import('./ta.ts')).ta,
  backtest: async () => (await import('./backtest.ts')).backtest,
  forecast: async () => (await import('./forecast.ts')).forecast,
  'optimize-allocation': async () => (await import('./optimize-allocation.ts')).optimizeAllocation,
};

/** What `all` stands for: the modes that answer about symbols as they are. */
const ofAll: readonly ModeName[] = ['ta', 'backtest', 'forecast'];

/** The modes that a value of `--mode` stands for, by name. */
export async function openModes(name: ModeName | 'all'): Promise<readonly (readonly [ModeName, Mode])[]> {
  const names = name === 'all' ? ofAll : [name];
  return Promise.all(names.map(async (one) => [one, await modes[one]()] as const));
}
