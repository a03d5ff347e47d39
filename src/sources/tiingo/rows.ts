import * as z from 'zod';
import { SourceFailure } from '../../domain/source.ts';
import { type Answer, snippet } from '../http/answer.ts';

const value = z.union([z.number(), z.string()]).nullish().default(null);

/** One day, or one intraday bar, which has the first six columns. */
const rowSchema = z.object({
  date: z.string(),
  open: value,
  high: value,
  low: value,
  close: value,
  volume: value,
  adjClose: value,
  divCash: z.number().nullish(),
  splitFactor: z.number().nullish(),
});

export type TiingoRow = z.output<typeof rowSchema>;

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SourceFailure('tiingo', 'bad_answer', `no JSON: ${snippet(body)}`);
  }
}

/** @throws SourceFailure */
export function rowsOf(body: string): readonly TiingoRow[] {
  const parsed = z.array(rowSchema).safeParse(parseJson(body), { jitless: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SourceFailure('tiingo', 'bad_answer', `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`);
}

/** Tiingo says in words when the allowance of an account is used up. @throws SourceFailure */
export function checkNotice({ body }: Answer): void {
  if (/run over your .{0,40}(allocation|limit)/i.test(body.slice(0, 1000))) {
    throw new SourceFailure('tiingo', 'budget', snippet(body));
  }
}
