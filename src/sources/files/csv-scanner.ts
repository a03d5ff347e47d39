import { isUtf8 } from 'node:buffer';
import { refuseInvalidText } from './invalid-text.ts';
import { at, unusable } from './problem.ts';

/** Where the fields of a record lie in a block of bytes. The same object is filled anew for each record. */
export interface CsvRecord {
  bytes: Buffer;
  starts: Int32Array;
  ends: Int32Array;
  /** How many fields it has. */
  count: number;
  /** The line it begins on, from 1. */
  line: number;
  /** Whether a field contains doubled quotes. */
  hasEscapes: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
/** What the quick way answers instead of the place where the next record begins. */
const incomplete = -1;
const hasQuote = -2;

/**
 * Finds the records of a CSV file (RFC 4180; line ends LF or CRLF) in its bytes, UTF-8 without a byte order mark.
 * Written for speed: a library that makes a string of each field takes three times as long, see decision 0011.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #place: string;
  readonly #lineBytes: number;
  readonly #onRecord: (record: CsvRecord) => void;
  readonly #record: CsvRecord;
  /** The beginning of a record whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  #lines = 1;

  constructor(
    { delimiter, place, lineBytes }: { delimiter: string; place: string; lineBytes: number },
    onRecord: (record: CsvRecord) => void,
  ) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#place = place;
    this.#lineBytes = lineBytes;
    this.#onRecord = onRecord;
    this.#record = {
      bytes: this.#rest,
      starts: new Int32Array(16),
      ends: new Int32Array(16),
      count: 0,
      line: 1,
      hasEscapes: false,
    };
  }

  /** @throws StockulaError SOURCE_UNUSABLE with line and column where it is no CSV */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const used = this.#scan(bytes);
    // A copy: a view would keep the whole block alive.
    this.#rest = Buffer.from(bytes.subarray(used));
    if (this.#rest.length > this.#lineBytes) throw this.#tooLong();
  }

  /** Call after the last chunk: the last line need not end. */
  end(): void {
    if (this.#rest.length === 0) return;
    this.push(Buffer.from('\n'));
    if (this.#rest.length > 0) throw this.#openQuote();
  }

  /** Hands over the records that are complete, and tells where the first incomplete one begins. */
  #scan(bytes: Buffer): number {
    // Only where lines end: elsewhere a character can be cut in two.
    const complete = bytes.lastIndexOf(lineFeed) + 1;
    if (!isUtf8(bytes.subarray(0, complete))) refuseInvalidText(bytes, this.#place, this.#line);
    this.#record.bytes = bytes;
    for (let from = 0; ; ) {
      this.#record.count = 0;
      let next = this.#plain(bytes, from, complete);
      if (next === hasQuote) next = this.#quoted(bytes, from);
      if (next === incomplete) return from;
      this.#hand();
      from = next;
    }
  }

  #hand(): void {
    const record = this.#record;
    const isBlank = record.count === 1 && record.starts[0] === record.ends[0];
    if (!isBlank) this.#onRecord(record);
    this.#line += this.#lines;
    record.line = this.#line;
  }

  /** A record without quotes. */
  #plain(bytes: Buffer, from: number, complete: number): number {
    const delimiter = this.#delimiter;
    this.#lines = 1;
    this.#record.hasEscapes = false;
    let start = from;
    for (let index = from; index < complete; index += 1) {
      const byte = bytes[index];
      if (byte === delimiter) {
        this.#field(start, index);
        start = index + 1;
      } else if (byte === lineFeed) {
        this.#field(start, bytes[index - 1] === carriageReturn && index > start ? index - 1 : index);
        return index + 1;
      } else if (byte === quote) return hasQuote;
    }
    return incomplete;
  }

  /** A record with quoted fields, from its beginning. */
  #quoted(bytes: Buffer, from: number): number {
    this.#record.count = 0;
    for (let start = from; ; ) {
      const after = bytes[start] === quote ? this.#quotedField(bytes, start) : this.#plainField(bytes, start);
      const byte = after === incomplete ? undefined : bytes[after];
      if (byte === undefined) return incomplete;
      if (byte !== this.#delimiter && byte !== lineFeed) throw this.#strayQuote(bytes, from, after);
      start = after + 1;
      if (byte === lineFeed) return start;
    }
  }

  /** Takes a field in quotes, and tells what follows it but a carriage return. */
  #quotedField(bytes: Buffer, start: number): number {
    const end = this.#closingQuote(bytes, start + 1);
    if (end === incomplete) return incomplete;
    this.#field(start + 1, end);
    return this.#skipReturn(bytes, end + 1);
  }

  /** Takes a field without quotes. A quote that follows it is one that may not stand there. */
  #plainField(bytes: Buffer, start: number): number {
    const end = this.#plainEnd(bytes, start);
    if (end === incomplete) return incomplete;
    this.#field(start, end);
    return this.#skipReturn(bytes, end);
  }

  #closingQuote(bytes: Buffer, from: number): number {
    for (let index = from; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (byte === lineFeed) this.#lines += 1;
      if (byte !== quote) continue;
      if (bytes[index + 1] !== quote) return index;
      this.#record.hasEscapes = true;
      index += 1;
    }
    return incomplete;
  }

  /** Where an unquoted field ends, or a quote stands that may not stand there. */
  #plainEnd(bytes: Buffer, from: number): number {
    for (let index = from; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (byte === this.#delimiter || byte === quote) return index;
      if (byte === lineFeed) return bytes[index - 1] === carriageReturn && index > from ? index - 1 : index;
    }
    return incomplete;
  }

  #skipReturn(bytes: Buffer, index: number): number {
    if (bytes[index] !== carriageReturn) return index;
    const next = bytes[index + 1];
    return next === lineFeed || next === undefined ? index + 1 : index;
  }

  #field(start: number, end: number): void {
    const record = this.#record;
    if (record.count === record.starts.length) {
      record.starts = doubled(record.starts);
      record.ends = doubled(record.ends);
    }
    record.starts[record.count] = start;
    record.ends[record.count] = end;
    record.count += 1;
  }

  #tooLong(): Error {
    return unusable(
      `lines of at most ${this.#lineBytes} bytes`,
      `a longer one, ${at(this.#place, this.#line)}`,
      'Check that the file is a table with line ends, and that every quote is closed.',
    );
  }

  #openQuote(): Error {
    return unusable(
      'a closing quote before the end of the file',
      `none for the record that begins on ${at(this.#place, this.#line)}`,
      'The file may be cut off: export it again, or correct that line.',
    );
  }

  #strayQuote(bytes: Buffer, from: number, where: number): Error {
    const before = bytes.subarray(from, where).toString();
    const lastBreak = before.lastIndexOf('\n');
    const line = this.#line + before.split('\n').length - 1;
    return unusable(
      'quotes around whole fields, quotes within them doubled',
      `${bytes[where] === quote ? 'a quote in the middle of a field' : 'text after a closing quote'} on ${at(this.#place, line, before.length - lastBreak)}`,
      'Correct that line, or name the delimiter if it is another.',
    );
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** A field as text. */
export function fieldText({ bytes, starts, ends, hasEscapes }: CsvRecord, index: number): string {
  const text = bytes.toString('utf8', starts[index], ends[index]);
  return hasEscapes ? text.replaceAll('""', '"') : text;
}
