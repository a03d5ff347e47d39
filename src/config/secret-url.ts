import { inspect } from 'node:util';

// A password may hold any character, also an unescaped `/` or `@`, so the match runs to the last `@` of the word;
// hiding too much is the lesser evil. Backslash pairs are kept together because log lines are JSON.
const userInfo = /(:\/\/[^:@/\s"]*):(?:\\.|[^\s"\\])*@/g;
const queryPassword = /([?&](?:password|sslpassword|passwd|pwd|token|secret)=)[^&\s"'#]*/gi;

/** The text with the passwords of all URLs in it replaced by `***`. */
export function redactSecrets(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(userInfo, '$1:***@').replace(queryPassword, '$1***');
}

/**
 * A URL that may carry a password. Printing, logging, inspecting or serialising it shows `***` in place of the
 * password; only `reveal()` hands out the whole.
 */
export class SecretUrl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The URL with its password. */
  reveal(): string {
    return this.#url;
  }

  toString(): string {
    return redactSecrets(this.#url);
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
