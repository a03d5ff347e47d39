// Values as text that several processes can share: JSON, with columns of bars as the bytes of their doubles. A double
// comes back as the same double, NaN included, which JSON alone would lose.

const mark = '$float64';

interface PackedColumn {
  readonly [mark]: string;
}

/** @throws TypeError for what JSON cannot say, as big integers */
export function serialise(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Float64Array ? pack(part) : part));
}

/** @throws SyntaxError or RangeError for text that `serialise` did not write */
export function deserialise(text: string): object {
  const value: unknown = JSON.parse(text, (_, part: unknown) => (isPacked(part) ? unpack(part) : part));
  if (typeof value !== 'object' || value === null) throw new SyntaxError('not an object');
  return value;
}

function pack(column: Float64Array): PackedColumn {
  return { [mark]: Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('base64') };
}

function isPacked(part: unknown): part is PackedColumn {
  return typeof part === 'object' && part !== null && mark in part && typeof part[mark] === 'string';
}

function unpack(packed: PackedColumn): Float64Array {
  // Copied: a buffer of Node's pool need not begin where doubles may.
  const bytes = Uint8Array.from(Buffer.from(packed[mark], 'base64'));
  return new Float64Array(bytes.buffer);
}
