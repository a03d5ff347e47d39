import {
  atBounds,
  brokenEncodings,
  encoded,
  hostileBodies,
  hostileHeaders,
  hostileTexts,
  hostileValues,
} from './hostile.ts';
import { branchesOf, type JsonSchema, type OpenApiDocument, type Operation } from './openapi.ts';
import type { RawRequest } from './raw-request.ts';

/** What begins work that goes on for long, or by other programs: asked only what must be refused. */
const startsWork =
  /^\/api\/v1\/(migration|etl|jobs|backtests|searches|forecasts|allocations|portfolio-backtests|uploads)\b/;

export interface FuzzQuestion extends RawRequest {
  readonly operation: Operation;
  /** What was done to it. */
  readonly about: string;
  /** It must not succeed. */
  readonly isWrong: boolean;
}

export interface FuzzPlan {
  readonly document: OpenApiDocument;
  /** Values by names of parameters and fields with which questions get past validation. */
  readonly known: Readonly<Record<string, unknown>>;
}

const formatted: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2014-06-03',
  'date-time': '2014-06-03T12:00:00Z',
};

/** A value with which a question is answered. */
function sampleOf(plan: FuzzPlan, name: string, given: JsonSchema = {}): unknown {
  const [schema = {}] = branchesOf(plan.document, given);
  return (
    (fits(plan.known[name], schema) ? plan.known[name] : null) ??
    schema.enum?.[0] ??
    schema.const ??
    schema.default ??
    formatted[schema.format ?? ''] ??
    valueOfType(plan, name, schema)
  );
}

/** Fields and parameters of one name need not be of one kind. */
function fits(value: unknown, { type, pattern }: JsonSchema): boolean {
  return typeof value === 'string' && type === 'string' && new RegExp(pattern ?? '').test(value);
}

function valueOfType(plan: FuzzPlan, name: string, { type, pattern, ...schema }: JsonSchema): unknown {
  if (type === 'object') {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([key, each]) => [key, sampleOf(plan, key, each)]));
  }
  if (type === 'array') return [sampleOf(plan, name, schema.items)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return false;
  return pattern?.includes('\\d') ? '1401753600' : 'AAPL';
}

/** A question that means what the document says, with some of its parameters as given: as they stand in an address. */
export function questionOf(
  plan: FuzzPlan,
  operation: Operation,
  given: Readonly<Record<string, string>> = {},
): RawRequest {
  const textOf = (name: string, schema?: JsonSchema): string =>
    given[name] ?? encoded(String(sampleOf(plan, name, schema)));
  const { parameters } = operation;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    textOf(name, parameters.find((each) => each.name === name && each.in === 'path')?.schema),
  );
  const query = parameters
    .filter((each) => each.in === 'query' && (each.required || Object.hasOwn(given, each.name)))
    .map(({ name, schema }) => `${name}=${textOf(name, schema)}`);
  const headers = parameters
    .filter((each) => each.in === 'header' && each.required)
    .map(({ name }) => [name, '*'] as const);
  const body = operation.body === null ? undefined : bodyOf(plan, operation);
  return {
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: {
      ...Object.fromEntries(headers),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

const bodyOf = (plan: FuzzPlan, { body }: Operation): Record<string, unknown> =>
  sampleOf(plan, '', body ?? {}) as Record<string, unknown>;

/** Everything that is asked of one operation. */
export function hostileQuestions(plan: FuzzPlan, operation: Operation): FuzzQuestion[] {
  const base = questionOf(plan, operation);
  const isWork = operation.method !== 'GET' && startsWork.test(operation.path);
  const changes = [
    ...(isWork && operation.body === null ? [] : [['as it is meant', {}] as const]),
    ...inAddress(plan, operation, base),
    ...hostileHeaders.map((headers) => ['headers', { headers: { ...base.headers, ...headers } }] as const),
    ...(operation.method === 'GET' ? [] : bodies(plan, operation, base)),
  ];
  return changes.map(([about, change]) => {
    const question = { ...base, ...change, operation, about, isWrong: false };
    return isWork ? refusable(question) : question;
  });
}

type Change = readonly [about: string, change: Partial<RawRequest>];

function inAddress(plan: FuzzPlan, operation: Operation, base: RawRequest): Change[] {
  const more = base.path.includes('?') ? '&' : '?';
  const surplus = [
    'surplus=1',
    '__proto__=1',
    'constructor[a]=1',
    '=',
    '&&&',
    'a'.repeat(7_000),
    'x='.repeat(2_000),
  ];
  return [
    ...surplus.map((text): Change => ['not documented', { path: `${base.path}${more}${text}` }]),
    ...operation.parameters.flatMap(({ in: place, name, schema }): Change[] => {
      const texts = [
        ...hostileTexts,
        ...branchesOf(plan.document, schema ?? {})
          .flatMap(atBounds)
          .map(String),
      ];
      if (place === 'header')
        return texts
          .filter((text) => /^[\x20-\x7E]{0,9000}$/.test(text))
          .map((text) => [name, { headers: { ...base.headers, [name]: text } }]);
      const values = [...texts.map(encoded), ...brokenEncodings];
      const each = values.map(
        (value): Change => [name, { path: questionOf(plan, operation, { [name]: value }).path }],
      );
      if (place === 'path') return each;
      const value = encoded(String(sampleOf(plan, name, schema)));
      const forms = [
        `${name}=${value}&${name}=${value}`,
        `${name}[]=${value}`,
        `${name}[a]=${value}`,
        `${name}`,
        `${name.toUpperCase()}=${value}`,
      ];
      const without = operation.path === base.path ? base.path : (base.path.split('?')[0] ?? '');
      return [
        ...each,
        ...forms.map((form): Change => [name, { path: `${base.path}${more}${form}` }]),
        [name, { path: without }],
      ];
    }),
  ];
}

function bodies(plan: FuzzPlan, operation: Operation, base: RawRequest): Change[] {
  const wholes = hostileBodies.map(([type, body]): Change => {
    const { 'content-type': _, ...headers } = base.headers ?? {};
    return ['body', { headers: { ...headers, ...(type !== null && { 'content-type': type }) }, body }];
  });
  if (operation.body === null) return wholes;
  const sample = bodyOf(plan, operation);
  const [schema = {}] = branchesOf(plan.document, operation.body);
  const fields = fieldsOf(plan.document, schema, []).flatMap(({ place, schema: each }) =>
    [...hostileValues, ...branchesOf(plan.document, each).flatMap(atBounds)].map(
      (value): Change => [place.join('.'), { body: JSON.stringify(withValue(sample, place, value)) }],
    ),
  );
  const missing = Object.keys(sample).map(
    (name): Change => [`without ${name}`, { body: JSON.stringify({ ...sample, [name]: undefined }) }],
  );
  return [...wholes, ...fields, ...missing, ['surplus', { body: JSON.stringify({ ...sample, surplus: 1 }) }]];
}

interface Field {
  readonly place: readonly string[];
  readonly schema: JsonSchema;
}

/** The fields of a body, those within lists and objects among them. */
function fieldsOf(document: OpenApiDocument, schema: JsonSchema, place: readonly string[]): Field[] {
  if (place.length > 6) return [];
  return branchesOf(document, schema).flatMap(({ properties = {}, items }) => [
    ...Object.entries(properties).flatMap(([name, each]) => [
      { place: [...place, name], schema: each },
      ...fieldsOf(document, each, [...place, name]),
    ]),
    ...(items
      ? [{ place: [...place, '0'], schema: items }, ...fieldsOf(document, items, [...place, '0'])]
      : []),
  ]);
}

function withValue(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(whole)) return [withValue(whole[0], rest, value)];
  const fields = (typeof whole === 'object' ? whole : null) as Record<string, unknown> | null;
  return { ...fields, [name]: withValue(fields?.[name], rest, value) };
}

/** Something is added to it that nothing accepts. */
function refusable(question: FuzzQuestion): FuzzQuestion {
  const path = `${question.path}${question.path.includes('?') ? '&' : '?'}surplus=1`;
  if (question.operation.body === null) return { ...question, path, isWrong: true };
  try {
    const body = JSON.parse(String(question.body));
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      return { ...question, isWrong: true };
    return { ...question, body: JSON.stringify({ ...body, surplus: 1 }), isWrong: true };
  } catch {
    return { ...question, isWrong: true };
  }
}
