import { join, resolve } from 'node:path';
import { type Answered, isEmpty } from './modes/answered.ts';
import { jsonOf, type Question, tablesOf } from './modes/document.ts';
import { renderCsv } from './output/csv.ts';
import { renderJson } from './output/json.ts';
import { makeFolder, writeWhole } from './write-whole.ts';

/**
 * `output.save_results`: an answer as files, `MODE-TIME.json` with all of it and `MODE-TIME-TABLE.csv` for each of its
 * tables. @param now epoch milliseconds, which name the files
 */
export function saveResults(folder: string, question: Question, answered: Answered, now: number): void {
  if (isEmpty(answered)) return;
  const time = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const path = (rest: string): string => join(resolve(folder), `${question.mode}-${time}${rest}`);
  makeFolder(resolve(folder));
  writeWhole(path('.json'), renderJson(jsonOf(question, answered)));
  for (const { name, header, rows } of tablesOf(answered))
    writeWhole(path(`-${name}.csv`), renderCsv(header, rows));
  process.stderr.write(`Results written to ${path('.json')} and as CSV beside it\n`);
}
