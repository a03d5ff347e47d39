import { type ErrorCode, StockulaError } from '../../domain/errors.ts';
import type { DriverName } from '../driver.ts';

/** One thing looked at on this machine. */
export interface Finding {
  readonly what: string;
  readonly status: 'ok' | 'warning' | 'problem';
  readonly found: string;
  readonly remedy: string | null;
  /** Of a problem: the code of the error it would come to. */
  readonly code: ErrorCode | null;
  /** The drivers it matters to. */
  readonly concerns: readonly DriverName[];
}

type Place = Pick<Finding, 'what' | 'concerns'>;

export function fine(place: Place, found: string): Finding {
  return { ...place, status: 'ok', found, remedy: null, code: null };
}

export function warning(place: Place, found: string, remedy: string): Finding {
  return { ...place, status: 'warning', found, remedy, code: null };
}

export function problem(place: Place, code: ErrorCode, found: string, remedy: string): Finding {
  return { ...place, status: 'problem', found, remedy, code };
}

/** The problems that keep a driver from working. */
export function problemsOf(findings: readonly Finding[], driver: DriverName): readonly Finding[] {
  return findings.filter(({ status, concerns }) => status === 'problem' && concerns.includes(driver));
}

/**
 * Stops where this machine is not fit for a driver.
 * @throws StockulaError with the code of the first problem
 */
export function requireFit(findings: readonly Finding[], driver: DriverName): void {
  const [first] = problemsOf(findings, driver);
  if (!first) return;
  throw new StockulaError(first.code ?? 'INTERNAL', {
    expected: `${first.what} for the driver ${driver}`,
    got: first.found,
    remedy: first.remedy ?? 'Choose another driver.',
  });
}
