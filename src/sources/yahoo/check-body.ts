import * as z from 'zod';
import { SourceFailure } from '../../domain/source.ts';
import { type Answer, snippet } from '../http/answer.ts';

/** Yahoo knows the symbol and the interval, and has nothing in the range: not a failure of the source. */
export class NothingInRange extends Error {
  override readonly name = 'NothingInRange';
}

/** All answers of Yahoo have one key, as in `{"chart": {"result": […], "error": null}}`. */
const bodySchema = z.record(
  z.string(),
  z.object({
    result: z.array(z.record(z.string(), z.unknown())).nullish(),
    error: z.object({ code: z.string().nullish(), description: z.string().nullish() }).nullish(),
  }),
);

function parseBody(body: string) {
  try {
    return bodySchema.safeParse(JSON.parse(body), { jitless: true }).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const unsupported = /must be within the last|not available for|not supported|invalid input/i;
const refused = /invalid (crumb|cookie)|unauthorized/i;
const unknown = /not found|no data found|delisted/i;

/** What an error in Yahoo's own notation means; null where its text says nothing. */
function failureOfError(source: string, text: string): Error | null {
  if (/data doesn't exist/i.test(text)) return new NothingInRange(text);
  const kinds = [
    [unsupported, 'unsupported'],
    [refused, 'unauthorised'],
    [unknown, 'unknown_symbol'],
  ] as const;
  const kind = kinds.find(([pattern]) => pattern.test(text))?.[1];
  return kind === undefined ? null : new SourceFailure(source, kind, snippet(text));
}

function symbolOf(value: unknown, key: string): string | null {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : null;
}

/** The symbol that a result is about, where the result says it. */
function answeredSymbol(root: string, result: Readonly<Record<string, unknown>>): string | null {
  if (root === 'chart') return symbolOf(result['meta'], 'symbol');
  if (root === 'optionChain') return symbolOf(result, 'underlyingSymbol');
  if (root === 'quoteSummary') return symbolOf(result['price'], 'symbol');
  return symbolOf(result, 'symbol');
}

/**
 * Checks an answer of Yahoo's data services to a question about `symbol`, before the library reads it.
 * @throws SourceFailure, NothingInRange
 */
export function checkBody(source: string, symbol: string, answer: Answer, expectSuccess: () => void): void {
  const parsed = parseBody(answer.body);
  const [root = '', content] = Object.entries(parsed ?? {})[0] ?? [];
  const error = content?.error;
  const text = [error?.code, error?.description].filter(Boolean).join(': ');
  const failure = answer.status === 429 || answer.status >= 500 ? null : failureOfError(source, text);
  if (failure !== null) throw failure;
  expectSuccess();
  if (text !== '') throw new SourceFailure(source, 'bad_answer', snippet(text));
  if (content === undefined) {
    throw new SourceFailure(source, 'bad_answer', `not the JSON of Yahoo: ${snippet(answer.body)}`);
  }
  for (const result of content.result ?? []) {
    const answered = answeredSymbol(root, result);
    if (answered !== null && answered.toUpperCase() !== symbol) {
      throw new SourceFailure(source, 'wrong_symbol', `${snippet(answered)} in place of ${symbol}`);
    }
  }
  if (content.result?.length === 0) throw new SourceFailure(source, 'unknown_symbol', 'an empty answer');
}
