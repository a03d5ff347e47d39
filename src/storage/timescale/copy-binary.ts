import type { ColumnType, ColumnValue, TargetTable } from './target-tables.ts';

// PostgreSQL's binary format for COPY: https://www.postgresql.org/docs/17/sql-copy.html#id-1.9.3.55.9.4
// Text would have to be parsed: for doubles that takes the embedded engine three times as long as all the rest.
// The checksums have an encoder of their own, on purpose: they could not find a mistake they shared.

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const noFlagsNoExtension = 8;
/** Data goes out in pieces of about this size. */
const pieceBytes = 256 << 10;
const nullLength = -1;
const jsonbVersion = 1;
/** Texts of up to so many characters are written letter by letter. */
const shortText = 24;

const microsPerDay = 86_400_000_000;
/** PostgreSQL counts times and days from 2000-01-01. */
const pgEpochMicros = 946_684_800_000_000;
const pgEpochDays = 10_957;
const halfOfInt64 = 2 ** 32;

/** What binary COPY data begins and ends with. */
export const copyHeader = Buffer.concat([signature, Buffer.alloc(noFlagsNoExtension)]);
export const copyTrailer = Buffer.from([0xff, 0xff]);

/** Records as a stream of binary COPY data, in pieces. */
export function* binaryCopy<Row>(table: TargetTable<Row>, records: readonly Row[]): Generator<Buffer> {
  yield copyHeader;
  yield* binaryRows(table, records);
  yield copyTrailer;
}

/** The data of records alone, in pieces, to be put between header and trailer. */
export function* binaryRows<Row>(table: TargetTable<Row>, records: readonly Row[]): Generator<Buffer> {
  const piece = new Piece();
  for (const record of records) {
    piece.int16(table.columns.length);
    for (const column of table.columns) piece.field(column.type, column.of(record));
    if (piece.length >= pieceBytes) yield piece.take();
  }
  if (piece.length > 0) yield piece.take();
}

/** A growing piece of COPY data. */
class Piece {
  #bytes = Buffer.allocUnsafe(pieceBytes + (16 << 10));
  #view = viewOf(this.#bytes);
  length = 0;

  /** What has been written so far; the next piece gets memory of its own, for this one is still on its way. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.length);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#view = viewOf(this.#bytes);
    this.length = 0;
    return taken;
  }

  int16(value: number): void {
    this.#reserve(2);
    this.length = this.#bytes.writeInt16BE(value, this.length);
  }

  /** A field: its length, then its value. */
  field(type: ColumnType, value: ColumnValue): void {
    this.#reserve(16);
    const start = this.length;
    this.length = start + 4;
    if (value !== null) this.#value(type, value);
    this.#view.setInt32(start, value === null ? nullLength : this.length - start - 4);
  }

  #value(type: ColumnType, value: Exclude<ColumnValue, null>): void {
    switch (type) {
      case 'float8':
        this.#view.setFloat64(this.length, Number(value));
        this.length += 8;
        break;
      case 'int8':
        this.#view.setBigInt64(this.length, inInt64(BigInt(value)));
        this.length += 8;
        break;
      case 'timestamptz':
        this.#time(Number(value));
        break;
      case 'date':
        this.length = this.#bytes.writeInt32BE(Number(value) / microsPerDay - pgEpochDays, this.length);
        break;
      case 'bool':
        this.length = this.#bytes.writeUInt8(value === true ? 1 : 0, this.length);
        break;
      case 'jsonb':
        this.length = this.#bytes.writeUInt8(jsonbVersion, this.length);
        this.#text(String(value));
        break;
      default:
        this.#text(String(value));
    }
  }

  #time(micros: number): void {
    const sincePgEpoch = micros - pgEpochMicros;
    if (Number.isSafeInteger(sincePgEpoch)) {
      // In two halves: a BigInt for every timestamp takes several times as long.
      const high = Math.floor(sincePgEpoch / halfOfInt64);
      this.#view.setInt32(this.length, high);
      this.#view.setUint32(this.length + 4, sincePgEpoch - high * halfOfInt64);
    } else {
      // Before 1685 the difference has more digits than a double.
      this.#view.setBigInt64(this.length, BigInt(micros) - BigInt(pgEpochMicros));
    }
    this.length += 8;
  }

  #text(text: string): void {
    // Up to three bytes a unit; counting them first is a call out of JavaScript.
    this.#reserve(text.length * 3);
    if (text.length > shortText || !this.#shortText(text))
      this.length += this.#bytes.write(text, this.length);
  }

  /** Writes a few ASCII letters, as most texts are, quicker than a call out of JavaScript would; false for others. */
  #shortText(text: string): boolean {
    const start = this.length;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 127) return false;
      this.#bytes[start + index] = unit;
    }
    this.length = start + text.length;
    return true;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.length + more) * 2);
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

/** The number, if the column can hold it: a view would keep its last 64 bits, and say nothing. */
function inInt64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new RangeError(`${value} has more than 64 bits`);
}

/** Big-endian by default, as the format is, and quicker than the methods of a buffer. */
function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
