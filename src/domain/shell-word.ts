/** A path or name as one word of a command line that is to be copied into a shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:./~\\-]+$/.test(text) ? text : `"${text.replace(/["$`]/g, '\\$&')}"`;
}
