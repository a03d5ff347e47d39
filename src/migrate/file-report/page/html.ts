import { escapeMarkup } from '../../../domain/markup.ts';

/** Text that is HTML already. Only `html` and `style` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: anything but `Html` is escaped; null, undefined and false leave nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

/** Control characters, and those that reverse the direction of reading: data must not rearrange the page. */
const unprintable = /(?![\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text that is safe between tags and in quoted attributes. */
function escapeHtml(text: string): string {
  return escapeMarkup(text.toWellFormed().replace(unprintable, '\ufffd'));
}

/** Template tag: the literal parts are HTML, the values are content. Attributes with values must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((text, part, at) => `${text}${rendered(values[at - 1])}${part}`));
}

function rendered(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return escapeHtml(String(content));
}
