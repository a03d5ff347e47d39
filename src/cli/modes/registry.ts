import { StockulaError } from '../../domain/errors.ts';
import type { Mode } from './mode.ts';

/** Every value of `--mode` but `all`, in the order in which `all` shows them. */
export const modeNames = ['ta', 'backtest', 'forecast', 'optimize-allocation'] as const;
export type ModeName = (typeof modeNames)[number];

/** The modes there are; each is loaded only when it is asked for. To add one, write its file and its line here. */
const modes: Readonly<Partial<Record<ModeName, () => Promise<Mode>>>> = {
  ta: async () => (await import('./ta.ts')).ta,
  backtest: async () => (await import('./backtest.ts')).backtest,
  forecast: async () => (await import('./forecast.ts')).forecast,
  'optimize-allocation': async () => (await import('./optimize-allocation.ts')).optimizeAllocation,
};

/** What `all` stands for: the modes that answer about symbols as they are. */
const ofAll: readonly ModeName[] = ['ta', 'backtest', 'forecast'];

/** @throws StockulaError USAGE for a mode that this version does not have yet */
export function requireReady(name: string): void {
  if (name === 'all' || Object.hasOwn(modes, name)) return;
  throw new StockulaError('USAGE', {
    expected: `a mode that this version has: ${Object.keys(modes).join(', ')} or all`,
    got: `--mode ${name}, which has not been brought over from the older application yet`,
    remedy: 'Use one of these, and the older application for the rest until then.',
  });
}

/** The modes that a value of `--mode` stands for, by name. */
export async function openModes(name: ModeName | 'all'): Promise<readonly (readonly [ModeName, Mode])[]> {
  const names = name === 'all' ? ofAll : [name];
  const opened = names.map(async (one) => [one, await modes[one]?.()] as const);
  return (await Promise.all(opened)).flatMap(([one, mode]) => (mode ? [[one, mode] as const] : []));
}
