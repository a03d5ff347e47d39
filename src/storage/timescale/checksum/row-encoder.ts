import { canonicalJson } from '../canonical-json.ts';
import type { ColumnType, ColumnValue, TargetColumn } from '../target-tables.ts';

const microsPerDay = 86_400_000_000;
/** PostgreSQL counts from 2000-01-01. */
const pgEpochMicros = 946_684_800_000_000;
const pgEpochDays = 10_957;
/** Texts of up to so many characters are written here. */
const shortText = 24;
const firstBytes = 4_096;
/** Room for a value of fixed size and what goes before it. */
const slack = 64;

/** The object identifiers that PostgreSQL's types have on every server (pg_type.dat). */
const typeIds: Readonly<Record<ColumnType, number>> = {
  bool: 16,
  int8: 20,
  text: 25,
  float8: 701,
  date: 1082,
  timestamptz: 1184,
  jsonb: 3802,
};

/** Writes rows as PostgreSQL's record_send does, one after the other. */
export class RowEncoder<Row> {
  readonly #columns: readonly TargetColumn<Row>[];
  #bytes = Buffer.from(new ArrayBuffer(firstBytes));
  #view = viewOf(this.#bytes);
  #length = 0;

  constructor(columns: readonly TargetColumn<Row>[]) {
    this.#columns = columns;
  }

  /** Adds a row; returns where it ends. */
  append(record: Row): number {
    this.#reserve(this.#length + 4);
    this.#view.setInt32(this.#length, this.#columns.length);
    let end = this.#length + 4;
    for (const column of this.#columns) end = this.#append(column.type, column.of(record), end);
    this.#length = end;
    return end;
  }

  /** The rows so far, in memory of their own; the next one is the first of others. */
  take(): Buffer<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.from(new ArrayBuffer(this.#bytes.length));
    this.#view = viewOf(this.#bytes);
    this.#length = 0;
    return taken;
  }

  #append(type: ColumnType, value: ColumnValue, at: number): number {
    this.#reserve(at);
    this.#view.setInt32(at, typeIds[type]);
    const end = value === null ? at + 8 : this.#appendValue(type, value, at + 8);
    // Text may have taken larger memory.
    this.#view.setInt32(at + 4, value === null ? -1 : end - at - 8);
    return end;
  }

  #appendValue(type: ColumnType, value: Exclude<ColumnValue, null>, at: number): number {
    const view = this.#view;
    switch (type) {
      case 'float8':
        view.setFloat64(at, Number(value));
        return at + 8;
      case 'int8':
        view.setBigInt64(at, BigInt(value));
        return at + 8;
      case 'timestamptz':
        this.#setTime(Number(value), at);
        return at + 8;
      case 'date':
        view.setInt32(at, Number(value) / microsPerDay - pgEpochDays);
        return at + 4;
      case 'bool':
        view.setUint8(at, value === true ? 1 : 0);
        return at + 1;
      case 'jsonb':
        // What the database stores of JSON is its meaning, not its text.
        return this.#appendText(canonicalJson(String(value)), at);
      default:
        return this.#appendText(String(value), at);
    }
  }

  #setTime(micros: number, at: number): void {
    const time = micros - pgEpochMicros;
    if (Number.isSafeInteger(time)) {
      // Without a BigInt, which costs as much as the rest of a row.
      const upper = Math.floor(time / 2 ** 32);
      this.#view.setInt32(at, upper);
      this.#view.setUint32(at + 4, time - upper * 2 ** 32);
    } else {
      // As whole numbers: before 1685 the difference has more digits than a double.
      this.#view.setBigInt64(at, BigInt(micros) - BigInt(pgEpochMicros));
    }
  }

  #appendText(text: string, at: number): number {
    // Up to three bytes a unit.
    this.#reserve(at + text.length * 3);
    return text.length <= shortText ? this.#appendShort(text, at) : at + this.#bytes.write(text, at);
  }

  /** Most texts are a few letters; a call out of JavaScript takes several times as long as writing them. */
  #appendShort(text: string, at: number): number {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 127) return at + this.#bytes.write(text, at);
      this.#bytes[at + index] = unit;
    }
    return at + text.length;
  }

  #reserve(needed: number): void {
    if (needed + slack <= this.#bytes.length) return;
    const larger = Buffer.from(new ArrayBuffer((needed + slack) * 2));
    this.#bytes.copy(larger);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

/** Big-endian by default, as the format is. */
function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
