import type { EngineFailure } from '../frames.ts';

/** Bounds that a host keeps to. Durations in milliseconds. */
export interface HostLimits {
  /** An open transaction may sit idle so long while others wait for the backend. */
  readonly idleInTransactionMs: number;
  readonly maxSessions: number;
  /** A connection must have been let in, password included, so long after it was made. */
  readonly handshakeMs: number;
  /** How long to wait for an engine that a killed host left behind and that cannot be ended from here. */
  readonly leftEnginePatienceMs: number;
  /** How long after the start due policies are first looked for. */
  readonly firstPolicyCheckMs: number;
  /** Policies run only when no statement has come for so long. */
  readonly quietBeforePoliciesMs: number;
}

export const defaultLimits: HostLimits = {
  idleInTransactionMs: 30_000,
  maxSessions: 100,
  handshakeMs: 60_000,
  leftEnginePatienceMs: 15_000,
  firstPolicyCheckMs: 5_000,
  quietBeforePoliciesMs: 5_000,
};

/** What the host is started with. */
export interface HostOptions {
  readonly dataDirectory: string;
  /** Stop after nobody has been connected for so long, in milliseconds; null: stay until told to stop. */
  readonly idleStopMs: number | null;
  /** Loopback port to serve besides the socket; null: none. */
  readonly port: number | null;
  readonly limits: HostLimits;
}

/** Why a host could not serve: `port-unavailable` is its own reason, the others are its engine's. */
export type HostFailureReason = EngineFailure['reason'] | 'port-unavailable';

/** What the host tells the process that started it. */
export type HostReport =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: HostFailureReason; readonly message: string };

/** What the host says of itself through its socket, as JSON. */
export interface HostStatus {
  readonly pid: number;
  /** Null while the engine restarts. */
  readonly enginePid: number | null;
  /** ISO time. */
  readonly since: string;
  readonly sessions: number;
  /** How often the engine had to be started again. */
  readonly engineRestarts: number;
  /** As it was started with; null: stays until told to stop. */
  readonly idleStopMs: number | null;
  /** Loopback port it serves besides the socket; null: none. */
  readonly port: number | null;
}
