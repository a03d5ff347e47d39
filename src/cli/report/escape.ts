import { escapeMarkup } from '../../domain/markup.ts';

/** Text for an element or for an attribute in quotation marks. Control characters are left out. */
export function escapeHtml(text: string): string {
  return escapeMarkup(
    text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (/\s/.test(character) ? ' ' : '')),
  );
}

/** JSON to stand in a script element, which no text in it can end. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
