import { StockulaError } from '../../domain/errors.ts';

/** Where in a file: `line 3, column 7 of prices.csv`; both counted from 1. */
export function at(place: string, line: number, column?: number): string {
  return column === undefined ? `line ${line} of ${place}` : `line ${line}, column ${column} of ${place}`;
}

/** A file cannot be read as it is. */
export function unusable(expected: string, got: string, remedy: string, cause?: unknown): StockulaError {
  return new StockulaError('SOURCE_UNUSABLE', { expected, got, remedy }, cause);
}

/** A value in a message: short, and without characters that would disturb a terminal. */
export function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short);
}
