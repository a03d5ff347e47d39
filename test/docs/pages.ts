import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** The text of a page, by its path below the project folder. */
export function readPage(path: string): string {
  return readFileSync(resolve(projectRoot, path), 'utf8');
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The rows of the table whose first column has that title, each by column title. Throws where there is none. */
export function tableRows(markdown: string, firstColumn: string): Record<string, string>[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|') && cellsOf(line)[0] === firstColumn);
  if (start < 0) throw new Error(`Expected a table whose first column is ${firstColumn}. There is none.`);
  const titles = cellsOf(lines[start] ?? '');
  const after = lines.slice(start + 2);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return after.slice(0, end < 0 ? after.length : end).map((line) => {
    const cells = cellsOf(line);
    if (cells.length !== titles.length) throw new Error(`Expected ${titles.length} cells. Got: ${line}`);
    return Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? '']));
  });
}

/** The text between the backticks of a cell that is one piece of code. */
export function codeIn(cell: string | undefined): string {
  const code = /^`(.+)`$/.exec(cell ?? '')?.[1];
  if (code === undefined) throw new Error(`Expected a cell with one piece of code. Got: ${cell}`);
  return code;
}
