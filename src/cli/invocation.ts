import { realpathSync } from 'node:fs';
import { delimiter, join, relative, resolve, sep } from 'node:path';
import { findProgram } from '../infra/system/find-program.ts';

/** What decides how the program is called. */
export interface Surroundings {
  readonly path: string;
  readonly cwd: string;
  /** Folder of the project. */
  readonly root: string;
}

const here = (): Surroundings => ({
  path: process.env['PATH'] ?? '',
  cwd: process.cwd(),
  root: resolve(import.meta.dirname, '../..'),
});

/**
 * What to type from here to run this program: its name where the shell finds this program under it (and not the
 * older application, which has the same name), by npx inside the project, by its path anywhere else.
 */
export function ownCommand({ path, cwd, root }: Surroundings = here()): string {
  const program = join(root, 'bin/stockula.mjs');
  if (foundBy(path) === realpathSync(program)) return 'stockula';
  const isInside = !relative(root, resolve(cwd)).split(sep).includes('..');
  if (isInside) return 'npx stockula';
  const quoted = /\s/.test(program) ? `"${program}"` : program;
  return process.platform === 'win32' ? `node ${quoted}` : quoted;
}

/** Commands in a text (at the start of a line, behind a colon or a quotation mark) as they are to be typed here. */
export function asTyped(text: string, command = ownCommand()): string {
  return text.replace(/(^\s*|: +|")stockula(?= )/gm, (_match, before: string) => `${before}${command}`);
}

/** The program that a shell starts for `stockula`. npm adds folders to PATH that the user's shell does not have. */
function foundBy(path: string): string | null {
  const folders = path
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.endsWith(join('node_modules', '.bin')));
  const found = findProgram('stockula', folders);
  return found && realpathSync(found);
}
