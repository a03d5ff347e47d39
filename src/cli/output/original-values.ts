const longestValue = 24;

/** Values of a source row, encoded as in the quarantine, for reading: long ones are cut. */
export function originalValuesText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([column, value]) => `${column} ${valueText(value)}`)
    .join(', ');
}

function valueText(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (typeof value !== 'object') return String(value);
  const [[kind, text] = ['', '']] = Object.entries(value);
  return kind === '$blob' ? `x'${shortened(String(text))}'` : String(text);
}

function shortened(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
