// Nominal types: numbers and strings that mean different things cannot be mixed, though they are plain at run time.
declare const brand: unique symbol;
type Nominal<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Nominal<number, 'EpochMs'>;

/** A ticker symbol in its canonical form: upper case, as in `AAPL`, `BRK-B`, `^IRX`, `EURUSD=X`. */
export type TickerSymbol = Nominal<string, 'TickerSymbol'>;

const symbolPattern = /^[A-Z0-9^][A-Z0-9.\-=^&/:_]{0,31}$/;

/** Whether the text is a ticker symbol in canonical form (upper case, 1 to 32 characters). */
export function isTickerSymbol(text: string): text is TickerSymbol {
  return symbolPattern.test(text);
}

/** In upper case; only ASCII letters, as other scripts' upper case can change the length of a text. */
export function inUpperCase(symbol: string): string {
  return symbol.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Microseconds since 1970-01-01T00:00:00Z; exact as a double until the year 2255. */
export type EpochMicros = Nominal<number, 'EpochMicros'>;

/** Whole days since 1970-01-01: a date of the calendar without a zone, as a session has one. */
export type Day = Nominal<number, 'Day'>;
