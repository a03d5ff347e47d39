import { Option } from 'commander';

const answerFormats = ['console', 'json'] as const;
/** Form of an answer that is one thing. */
export type AnswerFormat = (typeof answerFormats)[number];

const rowFormats = ['table', 'json', 'csv'] as const;
/** Form of an answer that is rows. */
export type RowFormat = (typeof rowFormats)[number];

/** `-o console|json` */
export const answerFormatOption = (): Option => outputOption(answerFormats, 'console');

/** `-o table|json|csv` */
export const rowFormatOption = (): Option => outputOption(rowFormats, 'table');

function outputOption<Format extends string>(formats: readonly Format[], standard: Format): Option {
  return new Option('-o, --output <format>', 'form of the answer').choices(formats).default(standard);
}
