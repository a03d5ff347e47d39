import type { EngineFailure } from '../frames.ts';

/** What the host is started with. Durations in milliseconds. */
export interface HostOptions {
  readonly dataDirectory: string;
  /** Stop after nobody has been connected for so long; null: stay until told to stop. */
  readonly idleStopMs: number | null;
  readonly idleInTransactionMs: number;
  /** Loopback port to serve besides the socket; null: none. */
  readonly port: number | null;
  readonly maxSessions: number;
  /** How long after the start due policies are first looked for. */
  readonly firstPolicyCheckMs: number;
}

/** What the host tells the process that started it. */
export type HostReport =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: EngineFailure['reason']; readonly message: string };
