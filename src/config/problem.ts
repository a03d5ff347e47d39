import type * as z from 'zod';
import { StockulaError } from '../domain/errors.ts';
import { redactSecrets } from './secret-url.ts';

/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  /** As in `portfolio.tickers[0].symbol`; null where the file as a whole is meant. */
  readonly key: string | null;
  readonly expected: string;
  readonly got: string;
  /** Where the value comes from: a file, an environment variable, a flag. */
  readonly origin: string;
  /** Absolute path of the file, if it comes from one. */
  readonly file: string | null;
  /** Line in that file, from 1, where known. */
  readonly line: number | null;
  /** What to do, where that is more than to correct the value. */
  readonly remedy?: string;
}

const place = ({ origin, line }: ConfigProblem) => (line === null ? origin : `${origin}, line ${line}`);

function remedyFor(first: ConfigProblem, others: readonly ConfigProblem[]): string {
  const isUnset = first.origin === 'the defaults' && first.key !== null;
  const change = isUnset
    ? `Set ${first.key}, in a configuration file or by its option.`
    : `Change ${first.origin}.`;
  const byDefault = first.file === null ? change : `Correct ${place(first)}.`;
  const remedy = first.remedy ?? byDefault;
  if (others.length === 0) return remedy;
  const rest = others.map((problem) => {
    const where = problem.line === null ? '' : ` (line ${problem.line})`;
    return `${problem.key ?? problem.origin}${where}`;
  });
  return `${remedy} Also wrong: ${rest.join(', ')}.`;
}

/** The configuration cannot be used (CONFIG_INVALID). The message tells the first problem and names the others. */
export class ConfigError extends StockulaError {
  readonly problems: readonly ConfigProblem[];

  constructor(first: ConfigProblem, others: readonly ConfigProblem[] = [], cause?: unknown) {
    const subject = first.key === null ? '' : `${first.key} to be `;
    const parts = {
      expected: `${subject}${first.expected}`,
      got: redactSecrets(`${first.got} (${place(first)})`),
      remedy: remedyFor(first, others),
    };
    super('CONFIG_INVALID', parts, cause);
    this.problems = [first, ...others];
  }
}

/** What a cross-field rule said it got, if the issue comes from one. */
export function gotOf(issue: z.core.$ZodIssue): string | null {
  const got: unknown = issue.code === 'custom' ? issue.params?.['got'] : undefined;
  return typeof got === 'string' ? got : null;
}
