/**
 * Every error a user can meet: its exit status on the command line, its HTTP status, and a short title.
 * Codes are never reused. `docs/errors.md` lists them, and a test keeps the two in step.
 */
export const errorTable = {
  INTERNAL: { exit: 1, http: 500, title: 'Unexpected failure' },
  USAGE: { exit: 2, http: 400, title: 'Wrong use of a command' },
  CONFIG_INVALID: { exit: 3, http: 500, title: 'Configuration not usable' },
  NOT_FOUND: { exit: 4, http: 404, title: 'No such thing' },
  NO_DATA: { exit: 4, http: 404, title: 'No data for the question' },
  SOURCE_UNUSABLE: { exit: 5, http: 422, title: 'Source file not usable' },
  DATA_DIR_IN_USE: { exit: 6, http: 503, title: 'Data directory in use' },
  DATA_DIR_UNUSABLE: { exit: 6, http: 500, title: 'Data directory not usable' },
  PORT_UNAVAILABLE: { exit: 6, http: 503, title: 'Port not available' },
  DATABASE_UNAVAILABLE: { exit: 7, http: 503, title: 'Database not reachable' },
  DATABASE_UNSUITABLE: { exit: 7, http: 500, title: 'Database not suitable' },
  SQL_FAILED: { exit: 7, http: 500, title: 'SQL statement refused' },
  VERIFY_MISMATCH: { exit: 8, http: 409, title: 'Source and target differ' },
  MIGRATION_CONFLICT: { exit: 8, http: 409, title: 'Migration not possible in this state' },
  NAME_TAKEN: { exit: 8, http: 409, title: 'Name in use' },
  CHANGED_MEANWHILE: { exit: 8, http: 412, title: 'Changed by somebody else' },
  DISK_FULL: { exit: 9, http: 507, title: 'No space left' },
  CONSENT_MISSING: { exit: 10, http: 403, title: 'Consent needed' },
  PROGRAM_MISSING: { exit: 10, http: 503, title: 'Program not installed' },
  INSTALL_FAILED: { exit: 10, http: 503, title: 'Installation failed' },
  RIGHTS_MISSING: { exit: 10, http: 403, title: 'Rights missing' },
  PORT_TAKEN: { exit: 10, http: 409, title: 'Port taken' },
  SERVICE_FAILED: { exit: 10, http: 503, title: 'Server program failed' },
  RUN_FAILED: { exit: 11, http: 502, title: 'No symbol succeeded' },
  RUN_PARTIAL: { exit: 12, http: 207, title: 'Only some symbols succeeded' },
  NO_SOURCE_ANSWERED: { exit: 11, http: 502, title: 'No source answered' },
  STRATEGY_INVALID: { exit: 13, http: 422, title: 'Strategy not usable' },
  UNAUTHENTICATED: { exit: 14, http: 401, title: 'Not logged in' },
  FORBIDDEN: { exit: 14, http: 403, title: 'Not allowed' },
  ADMIN_MISSING: { exit: 14, http: 403, title: 'No admin yet' },
  CONFLICT: { exit: 15, http: 409, title: 'Not possible as things are' },
  TOO_MANY_REQUESTS: { exit: 16, http: 429, title: 'Too many requests' },
  INTERRUPTED: { exit: 130, http: 499, title: 'Interrupted' },
} as const satisfies Record<string, { exit: number; http: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

/** The three parts of a useful message: what was expected, what came instead, what to do now. */
export interface ErrorParts {
  readonly expected: string;
  readonly got: string;
  readonly remedy: string;
}

/** An error that is shown to the user as it is, without a stack. Everything else thrown is a defect of ours. */
export class StockulaError extends Error {
  override readonly name = 'StockulaError';
  readonly code: ErrorCode;
  readonly parts: ErrorParts;

  constructor(code: ErrorCode, parts: ErrorParts, cause?: unknown) {
    super(
      `Expected ${parts.expected}. Got ${parts.got}. ${parts.remedy}`,
      cause === undefined ? {} : { cause },
    );
    this.code = code;
    this.parts = parts;
  }
}

/** The text of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
