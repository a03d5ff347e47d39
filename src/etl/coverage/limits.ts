const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long after its close a session's bar is final: closing auctions are reported some minutes later, and free
 * sources answer 15 to 20 minutes late.
 */
export const finalAfterMs = 60 * minute;

/** The bar of the running session is not asked for again sooner than this. */
export const refreshAfterMs = 15 * minute;

/** How long to wait before absent sessions are asked for a second, third … time; after the last one they are given up. */
export const absencePausesMs: readonly number[] = [6 * hour, day, 3 * day, 7 * day, 30 * day];

/** Absent sessions at an end of what is stored, this many and more: not yet listed, or delisted or suspended. */
export const edgeSessions = 20;

/** How often a symbol that has had no bar for so long is asked for anew. */
export const edgePauseMs = 7 * day;

/**
 * A moment further ahead than this is of a clock that went wrong and was set right since; nothing is waited for until
 * then. Clocks of several machines differ by less.
 */
export const clockSkewMs = hour;

/** Sessions to be fetched with fewer others than this between them come in one request. */
export const joinWithinSessions = 30;
