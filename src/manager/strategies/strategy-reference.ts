import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readStrategyFile } from '../../backtest/read-strategy-file.ts';
import { requireStrategy } from '../../backtest/strategies/catalogue.ts';
import type { StrategyDefinition } from '../../backtest/strategy.ts';
import { messageOf, StockulaError } from '../../domain/errors.ts';

/** Where a strategy is found; plain data, so that it can be handed to a worker thread and stored. */
export type StrategyReference =
  | { readonly kind: 'built-in'; readonly name: string }
  | {
      readonly kind: 'file';
      /** Absolute. */
      readonly path: string;
      readonly source: string;
      /** SHA-256 of the source, hexadecimal. */
      readonly hash: string;
    };

const isPath = (name: string) => /[\\/]/.test(name) || /\.[cm]?[jt]s$/.test(name);

/**
 * Finds a strategy by name or alias, or by the path of a file of the user's. The code of a file is not run for that.
 * @param folder what a relative path is relative to
 * @throws StockulaError USAGE for an unknown name, NOT_FOUND for a missing file
 */
export function strategyReference(name: string, folder: string): StrategyReference {
  if (!isPath(name)) return { kind: 'built-in', name: requireStrategy(name).name };
  const path = resolve(folder, name);
  try {
    const source = readFileSync(path, 'utf8');
    return { kind: 'file', path, source, hash: createHash('sha256').update(source).digest('hex') };
  } catch (error) {
    throw new StockulaError(
      'NOT_FOUND',
      {
        expected: `a strategy file at ${path}`,
        got: messageOf(error),
        remedy:
          'Mend the path. Names without a slash or an extension mean strategies that come with Stockula.',
      },
      error,
    );
  }
}

/**
 * The strategy of a reference. Runs the code of a file, with all the rights of this process; in a worker thread, so
 * that code which never ends can be stopped.
 * @throws StockulaError STRATEGY_INVALID
 */
export async function openStrategy(reference: StrategyReference): Promise<StrategyDefinition> {
  if (reference.kind === 'built-in') return requireStrategy(reference.name);
  const { path, hash } = reference;
  const file = basename(path);
  // With its hash in the address, a file that changed is not taken for the one that was loaded before.
  const module = await importFile(`${pathToFileURL(path).href}?${hash}`, file);
  return readStrategyFile(module, file);
}

async function importFile(address: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(address);
  } catch (error) {
    throw new StockulaError(
      'STRATEGY_INVALID',
      {
        expected: `${file} to be a module that loads`,
        got: messageOf(error),
        remedy:
          'Mend the file. TypeScript syntax that needs compiling (enum, namespace, parameter properties) is not taken.',
      },
      error,
    );
  }
}
