import { CsvError, parse } from 'csv-parse/sync';
import { SourceFailure } from '../domain/source.ts';
import { snippet } from './http/answer.ts';

/** The rows of a CSV text with a header, by its names. @throws SourceFailure `bad_answer` */
export function csvRows(source: string, text: string): readonly Readonly<Record<string, string>>[] {
  try {
    return parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new SourceFailure(source, 'bad_answer', snippet(error.message));
  }
}
