function fieldText(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  return value instanceof Date ? value.toISOString() : String(value);
}

function quoted(value: unknown): string {
  const text = fieldText(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One CSV record with its line end (RFC 4180): CRLF, quotes where needed, missing values and NaN empty. */
export function csvRecord(fields: readonly unknown[]): string {
  const line = fields.map(quoted).join(',');
  // A record of one empty field would be an empty line, which readers skip.
  return `${fields.length === 1 && line === '' ? '""' : line}\r\n`;
}

/** A CSV document with a header line. Numbers are written in full, without separators. */
export function renderCsv(header: readonly string[], rows: Iterable<readonly unknown[]>): string {
  let text = csvRecord(header);
  for (const row of rows) text += csvRecord(row);
  return text;
}
