import { StockulaError } from '../../domain/errors.ts';
import type { ComponentName } from '../driver.ts';
import { findProgram } from '../system/find-program.ts';

/**
 * Path of a program.
 * @throws StockulaError PROGRAM_MISSING
 */
export function requireProgram(
  name: string,
  component: ComponentName,
  searchPath: readonly string[],
): string {
  const found = findProgram(name, searchPath);
  if (found) return found;
  throw new StockulaError('PROGRAM_MISSING', {
    expected: `the program ${name} for the ${component}`,
    got: `none in ${searchPath.join(', ')}`,
    remedy: `Install it (on Debian: the package ${name}), then run the command again.`,
  });
}
