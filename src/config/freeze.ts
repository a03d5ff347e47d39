import type { Duration } from './duration.ts';
import type { SecretText } from './secret-text.ts';
import type { SecretUrl } from './secret-url.ts';

type Leaf = string | number | boolean | bigint | null | undefined | Duration | SecretText | SecretUrl;

/** The type with every property and element read-only, at all depths. */
export type DeepReadonly<T> = T extends Leaf
  ? T
  : T extends readonly (infer Element)[]
    ? readonly DeepReadonly<Element>[]
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** Freezes the value and all it holds, and returns it. */
export function deepFreeze<T>(value: T): DeepReadonly<T> {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value as DeepReadonly<T>;
}
