import { type ErrorCode, type ErrorParts, StockulaError } from '../../domain/errors.ts';

/** A task on its way to a thread. */
export interface Order {
  readonly module: string;
  readonly task: unknown;
}

/** What a thread answers. An error for the user goes in parts: cloning would keep nothing but its message. */
export type Reply =
  | { readonly answer: unknown }
  | { readonly refused: { readonly code: ErrorCode; readonly parts: ErrorParts } };

export function refusal(error: StockulaError): Reply {
  return { refused: { code: error.code, parts: { ...error.parts } } };
}

/** The answer of a reply; throws the error that was refused with. */
export function opened(reply: Reply): unknown {
  if ('answer' in reply) return reply.answer;
  throw new StockulaError(reply.refused.code, reply.refused.parts);
}
