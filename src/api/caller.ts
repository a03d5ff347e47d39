import { type ApiKey, nobodysName, type Session, type User } from '../domain/access-store.ts';
import type { Right } from './right.ts';

/** Who asks. */
export interface Caller {
  /** What is theirs is kept under this name. */
  readonly user: string;
  readonly right: Right;
  /** `open`: nobody has to say who they are, as there is no user yet. */
  readonly via: 'open' | 'session' | 'key' | 'nobody';
  /** What they showed; null where they showed nothing that holds. */
  readonly proof: Proof | null;
}

/** By what it is known who asks. */
export type Proof =
  | { readonly kind: 'session'; readonly user: User; readonly session: Session }
  | { readonly kind: 'key'; readonly user: User; readonly key: ApiKey };

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    /** Why it is not known who asks: refused, or the database does not answer. */
    unknown: unknown;
  }
}

/** Who asks before there are users: whoever can reach the loopback interface. */
export const openCaller: Caller = { user: nobodysName, right: 'admin', via: 'open', proof: null };
export const nobody: Caller = { user: '', right: 'public', via: 'nobody', proof: null };
