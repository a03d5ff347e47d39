import { errorTable } from '../../domain/errors.ts';
import { renderCsvTables } from '../output/csv-tables.ts';
import { forPeople } from '../output/for-people.ts';
import { renderJson } from '../output/json.ts';
import { publicError } from '../output/public-error.ts';
import { type Style, styleFor } from '../output/style.ts';
import { type Answered, type Failure, isEmpty, type Part } from './answered.ts';
import { jsonOf, type Question, tablesOf } from './document.ts';

interface PrintOptions {
  readonly format: 'console' | 'json' | 'csv';
  /** Of several CSV tables, the one to print. */
  readonly table?: string | undefined;
}

/**
 * Prints an answer on stdout and what failed on stderr, and sets the exit status.
 * @throws the failure, where it is all that came of a question about one symbol, or about all of them together
 */
export async function printAnswer(
  question: Question,
  answered: Answered,
  { format, table }: PrintOptions,
): Promise<void> {
  const { symbols, failures } = answered;
  const [first] = failures;
  const nothing = isEmpty(answered);
  const isWhole = symbols.length === 1 || (failures.length === 1 && first?.symbol === null);
  if (nothing && isWhole && first) throw first.error;
  if (format === 'json') process.stdout.write(renderJson(jsonOf(question, answered)));
  else if (format === 'csv') process.stdout.write(renderCsvTables(tablesOf(answered), table));
  else process.stdout.write(forPeople(consoleOf(question, answered, styleFor(process.stdout.isTTY))));
  if (failures.length === 0) return;
  process.stderr.write(forPeople(failureText(failures), process.stderr));
  process.exitCode = nothing ? errorTable.RUN_FAILED.exit : errorTable.RUN_PARTIAL.exit;
}

function consoleOf({ mode }: Question, { symbols, together }: Answered, style: Style): string {
  const heading = (text: string): string => `\n${style.colors.bold(style.colors.underline(text))}\n`;
  const shown = (about: string, { title, answer }: Part): string =>
    (mode === 'all' ? heading(`${about}: ${title}`) : '') + answer.console(style);
  return [
    ...symbols.flatMap(({ symbol, parts }) => parts.map((part) => shown(symbol, part))),
    ...together.map((part) => shown('All symbols', part)),
  ].join('');
}

/** One paragraph for each thing that went wrong, with whom it befell. */
function failureText(failures: readonly Failure[]): string {
  const bySentence = new Map<string, Set<string>>();
  for (const { symbol, mode, error } of failures) {
    const { expected, got, remedy } = publicError(error);
    const sentence = `Expected ${expected}. Got ${got}. ${remedy}`;
    bySentence.set(sentence, (bySentence.get(sentence) ?? new Set()).add(symbol ?? `${mode} of all symbols`));
  }
  const lines = [...bySentence].map(([sentence, whom]) => `  ${[...whom].join(', ')}: ${sentence}\n`);
  return `\nWithout an answer:\n${lines.join('')}`;
}
