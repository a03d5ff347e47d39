/** The lines of a text, each two spaces further in. */
export function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
