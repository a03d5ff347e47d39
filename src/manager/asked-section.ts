import type * as z from 'zod';
import { StockulaError } from '../domain/errors.ts';

/**
 * A section of the configuration as if what is asked stood in it, by the same rules.
 * @param keys what is asked, by the keys of the section; undefined for as configured
 * @param nameOf what the one who asked calls a key
 * @throws StockulaError USAGE for what makes no sense, also together with what is configured
 */
export function askedSection<Schema extends z.ZodType>(
  schema: Schema,
  configured: object,
  keys: Readonly<Record<string, unknown>>,
  nameOf: (key: string) => string,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
  const { success, data, error } = schema.safeParse({ ...structuredClone(configured), ...given });
  if (success) return data;
  const [issue] = error.issues;
  const [key = '', ...rest] = issue?.path ?? [];
  const got = issue?.code === 'custom' ? issue.params?.['got'] : undefined;
  throw new StockulaError('USAGE', {
    expected: `${[nameOf(String(key)), ...rest].join('.')} to be ${issue?.message ?? 'valid'}`,
    got: String(got ?? JSON.stringify(given[String(key)]) ?? 'something else'),
    remedy: 'Mend the question, and ask again. What it leaves out is as configured.',
  });
}
