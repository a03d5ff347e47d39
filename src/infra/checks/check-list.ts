import { redactSecrets } from '../../config/secret-url.ts';
import { messageOf } from '../../domain/errors.ts';
import type { TestResult } from '../driver.ts';

/** One thing to try: resolves to what was found, throws where it does not work. */
export interface Check {
  readonly what: string;
  try(): Promise<string>;
}

/** Tries one after another; after a failure the rest is left out, since it would fail for the same reason. */
export async function runChecks(checks: readonly Check[]): Promise<TestResult> {
  const done: { what: string; passed: boolean; found: string }[] = [];
  for (const { what, try: attempt } of checks) {
    try {
      done.push({ what, passed: true, found: await attempt() });
    } catch (error) {
      done.push({ what, passed: false, found: redactSecrets(messageOf(error)) });
      return { kind: 'tested', passed: false, checks: done };
    }
  }
  return { kind: 'tested', passed: true, checks: done };
}
