/** A schema of an OpenAPI 3.1 document: what is read of it here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

interface Content {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface Described {
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** One question that a document describes. */
export interface Operation extends Described {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of a body as JSON; null where there is none. */
  readonly body: JsonSchema | null;
}

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, described]) =>
    Object.entries(described)
      .filter(([method]) => methods.has(method))
      .map(([method, { parameters = [], ...rest }]) => ({
        ...rest,
        method: method.toUpperCase(),
        path,
        parameters,
        body: rest.requestBody?.content?.['application/json']?.schema ?? null,
      })),
  );
}

/** What a schema says, whether by itself or by a name. */
function resolved(document: OpenApiDocument, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  const named = name === undefined ? undefined : document.components.schemas[name];
  return named === undefined ? schema : resolved(document, named);
}

/** The schemas that a value may have: each branch of it, without `null`. */
export function branchesOf(document: OpenApiDocument, given: JsonSchema): JsonSchema[] {
  const schema = resolved(document, given);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.flatMap((branch) => branchesOf(document, branch));
  return schema.type === 'null' ? [] : [schema];
}
