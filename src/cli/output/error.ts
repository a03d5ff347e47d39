import { inspect } from 'node:util';
import { redactSecrets } from '../../config/secret-url.ts';
import { errorTable } from '../../domain/errors.ts';
import type { AnswerFormat } from '../output-option.ts';
import { forPeople } from './for-people.ts';
import { renderJson } from './json.ts';
import { isClosedPipe, type PublicError, publicError } from './public-error.ts';
import { type Environment, styleFor } from './style.ts';

/** Where text goes. */
interface TextSink {
  write(text: string): unknown;
}

export interface ErrorOutput {
  /** Form of the command's answers. */
  readonly format: AnswerFormat;
  /** By default stdout for JSON, whose readers expect one object there, and stderr otherwise. */
  readonly stream?: TextSink;
  /** Whether that stream is a terminal. */
  readonly isTty?: boolean;
  /** Where the stack goes if STOCKULA_DEBUG is set; by default stderr. */
  readonly debugStream?: TextSink;
  readonly env?: Environment;
}

/** What shells report for a program that a closed pipe ended: 128 + SIGPIPE. */
const closedPipeStatus = 141;

function lines(
  { code, title, expected, got, remedy }: PublicError,
  isTty: boolean,
  env: Environment,
): string {
  const { colors } = styleFor(isTty, env);
  const text = [
    `${colors.red(colors.bold(`${title} (${code})`))}`,
    `  Expected ${expected}. Got ${got}`,
    `  ${colors.cyan(remedy)}`,
    '',
  ].join('\n');
  return forPeople(text, { isTTY: isTty, columns: process.stderr.columns });
}

/**
 * Tells the user about whatever was thrown, and returns the exit status. On the console three lines: what went
 * wrong, what was expected and what came, what to do; for JSON one object `{error: {code, title, …}}`.
 * A closed pipe is no error to tell of: nothing is written.
 */
export function renderError(thrown: unknown, output: ErrorOutput): number {
  if (isClosedPipe(thrown)) return closedPipeStatus;
  const { format, env = process.env, debugStream = process.stderr } = output;
  const error = publicError(thrown);
  const standard = format === 'json' ? process.stdout : process.stderr;
  const { stream = standard, isTty = stream === standard && standard.isTTY === true } = output;
  stream.write(format === 'json' ? renderJson({ error }) : lines(error, isTty, env));
  if (env['STOCKULA_DEBUG']) debugStream.write(`${redactSecrets(inspect(thrown))}\n`);
  return errorTable[error.code].exit;
}

interface Closable {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Ends the program silently when the reader of `stream` goes away (`stockula … | head`). Other errors of the
 * stream are thrown. Call once for stdout, before the first output.
 */
export function exitOnClosedPipe(stream: Closable, exit: (status: number) => void = process.exit): void {
  stream.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
    exit(closedPipeStatus);
  });
}
