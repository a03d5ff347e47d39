import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifySchema, FastifySerializerCompiler } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { problem } from '../contract/problem.ts';
import { docsPolicy } from './access/headers.ts';
import type { Api } from './api.ts';
import type { ApiContext } from './context.ts';
import './right.ts';

const docsPrefix = '/api/v1/docs';

const problemAnswer = {
  description: 'A problem, with what was expected, what came and what to do',
  content: { 'application/problem+json': { schema: problem } },
};

/** Questions are validated by zod, answers typed by it, and both described by the OpenAPI document. */
export async function addSchemas(api: Api, { checkAnswers }: ApiContext): Promise<void> {
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(checkAnswers ? checkedSerializer : plainSerializer);
  api.addHook('onRoute', (route) => {
    if (route.url.startsWith(docsPrefix)) route.config = { ...route.config, right: 'public' };
    const { config, schema, method, url } = route;
    if (config?.right === undefined) throw new Error(`${method} ${url} does not say who may ask it`);
    if (!schema || schema.hide) return;
    addProblemAnswer(schema);
    // A parameter that has no effect is a mistake that is told, also where there is none at all.
    if (url.startsWith('/api/v1/')) schema.querystring ??= z.strictObject({});
  });
  await api.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Stockula',
        version: '1',
        description: 'Market data, analyses, and the work that keeps them up to date.',
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key of the page "Access"' },
          session: { type: 'apiKey', in: 'cookie', name: 'stockula_session' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: withoutUnused,
  });
  await api.register(fastifySwaggerUi, { routePrefix: docsPrefix, staticCSP: docsPolicy });
}

/** Each named schema comes as what is asked and as what is answered; most are only one of both. */
const withoutUnused: typeof jsonSchemaTransformObject = (given) => {
  const document = jsonSchemaTransformObject(given);
  const { components, ...rest } = document as { components?: { schemas?: object } };
  const schemas = Object.entries(components?.schemas ?? {});
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      follow(schemas.find(([known]) => known === name)?.[1] ?? null);
    }
  };
  follow(rest);
  const kept = Object.fromEntries(schemas.filter(([name]) => used.has(name)));
  return { ...document, components: { ...components, schemas: kept } } as typeof document;
};

function addProblemAnswer(schema: FastifySchema): void {
  schema.response = { default: problemAnswer, ...(schema.response as object | undefined) };
}

// TypeScript has seen that the answer fits; to look again at every answer would cost more than to make it.
const plainSerializer: FastifySerializerCompiler<unknown> = () => JSON.stringify;

const checkedSerializer: FastifySerializerCompiler<unknown> = ({ schema, url, method, httpStatus }) => {
  if (!(schema instanceof z.ZodType)) return JSON.stringify;
  return (answer) => {
    const text = JSON.stringify(answer);
    const { error } = schema.safeParse(JSON.parse(text));
    if (error)
      throw new Error(`${method} ${url} answers ${httpStatus} otherwise than documented: ${error.message}`);
    return text;
  };
};
