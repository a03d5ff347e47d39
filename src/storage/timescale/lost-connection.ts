import { StockulaError } from '../../domain/errors.ts';

/** PostgreSQL's classes: 08 connection exceptions, 53 out of resources, 57P0x the server goes away or is not up yet. */
const lostStates = /^(08...|53...|57P0[1-5])$/;
/** How sockets fail; an absent Unix socket is ENOENT, which means something else of files. */
const lostSockets =
  /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
/** The driver's own errors have no code. */
const lostMessages = /^Connection terminated|not queryable|^timeout exceeded when trying to connect/;

/** Whether a question failed because the database is not there, rather than because of the question. */
export function isLostConnection(error: unknown): boolean {
  if (error instanceof StockulaError) return error.code === 'DATABASE_UNAVAILABLE';
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' && !('syscall' in error && error.syscall === 'connect')) return false;
  return lostStates.test(code) || lostSockets.test(code) || lostMessages.test(error.message);
}
