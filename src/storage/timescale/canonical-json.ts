/** A number as its JSON text spells it: doubles cannot tell 9007199254740993 from its neighbours, jsonb can. */
class Decimal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Sign, digits without zeros at either end, and the power of ten of the last one: 1.50, 15e-1 are the same. */
function normalised(number: string): string {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}

function write(value: unknown): string {
  if (value instanceof Decimal) return value.text;
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`).join(',')}}`;
}

/**
 * JSON by its meaning, as PostgreSQL's jsonb has it: without spaces, keys sorted, the last of equal keys, every
 * number by its exact decimal value. Two texts have the same canonical form if and only if they say the same.
 * @throws SyntaxError where the text is not JSON
 */
export function canonicalJson(text: string): string {
  // The third argument (the number as it is spelt) is standard since ES2026 and in Node since 21.
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? new Decimal(normalised(context?.source ?? String(value))) : value;
  return write(JSON.parse(text, keepDigits));
}
