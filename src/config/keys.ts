import * as z from 'zod';
import { configSchema } from './schema.ts';

/** One key of the configuration file. List elements are written `[]`, as in `portfolio.tickers[].symbol`. */
export interface KeyInfo {
  readonly key: string;
  readonly description: string;
  readonly unit: string | null;
  /** The value as written in a file, or undefined where the key is required or depends on the surroundings. */
  readonly byDefault: unknown;
  /** The environment variable that sets it. */
  readonly env: string | null;
  /** For a key that is accepted without effect: the nearest key that has one. */
  readonly noEffect: string | null;
  readonly secret: boolean;
}

type AnySchema = z.core.$ZodType;

/** Takes off defaults, null and transformations, down to what the value is made of. */
function unwrap(schema: AnySchema): AnySchema {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable) return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodPipe) {
    return unwrap(schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in);
  }
  return schema;
}

function infoOf(key: string, schema: AnySchema): KeyInfo {
  const meta = z.globalRegistry.get(schema) ?? {};
  return {
    key,
    description: meta.description ?? '',
    unit: meta.unit ?? null,
    byDefault: schema instanceof z.ZodPrefault ? schema.def.defaultValue : undefined,
    env: meta.env ?? null,
    noEffect: meta.noEffect ?? null,
    secret: meta.secret ?? false,
  };
}

function* keysUnder(prefix: string, schema: AnySchema): Generator<KeyInfo> {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray) yield* keysUnder(`${prefix}[]`, inner.def.element);
  if (!(inner instanceof z.ZodObject)) return;
  for (const [name, field] of Object.entries<AnySchema>(inner.shape)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    yield infoOf(key, field);
    yield* keysUnder(key, field);
  }
}

/** Every key that a configuration file can hold, sections included, in the order of the schema. */
export const knownKeys: ReadonlyMap<string, KeyInfo> = new Map(
  [...keysUnder('', configSchema)].map((info) => [info.key, info]),
);
