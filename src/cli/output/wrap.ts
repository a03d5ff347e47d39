/**
 * Breaks text between words into lines of at most `width` characters. The first line begins with `first`, the others
 * with as many spaces. A word that is longer than a line has one to itself.
 */
export function wrap(text: string, first = '', width = 80): string[] {
  const room = width - first.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > room && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  const indent = ' '.repeat(first.length);
  return [...lines, line].map((part, at) => `${at === 0 ? first : indent}${part}`);
}

/** The lines of a text, each two spaces further in. */
export function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
