import type { Mode } from './mode.ts';

/** Every value of `--mode` but `all`, in the order in which `all` shows them. */
export const modeNames = ['ta', 'backtest', 'forecast', 'optimize-allocation'] as const;
export type ModeName = (typeof modeNames)[number];

/** The modes there are; each is loaded only when it is asked for. To add one, write its file and its line here. */
const modes: Readonly<Partial<Record<ModeName, () => Promise<Mode>>>> = {
  ta: async () => (await import('./ta.ts')).ta,
  backtest: async () => (await import('./backtest.ts')).backtest,
};

/** What `all` stands for: the modes that answer about symbols as they are. */
const ofAll: readonly ModeName[] = ['ta', 'backtest', 'forecast'];

export const isReady = (name: string): boolean => name === 'all' || Object.hasOwn(modes, name);

/** The modes that a value of `--mode` stands for, by name. */
export async function openModes(name: ModeName | 'all'): Promise<readonly (readonly [ModeName, Mode])[]> {
  const names = name === 'all' ? ofAll : [name];
  const opened = names.map(async (one) => [one, await modes[one]?.()] as const);
  return (await Promise.all(opened)).flatMap(([one, mode]) => (mode ? [[one, mode] as const] : []));
}
