import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { buildApi } from '../../src/api/build-api.ts';
import { contextWithoutMarket } from '../support/api.ts';

const root = join(import.meta.dirname, '../..');
const documentFile = join(root, 'docs/openapi.json');
const typesFile = join(root, 'src/contract/client/routes.ts');

/** Writes what is generated where UPDATE_DOCS is set, and else holds it against what is there. */
function keep(file: string, text: string): void {
  if (process.env['UPDATE_DOCS']) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
}

it('the OpenAPI document and the types of the client are those of the routes', async () => {
  const api = await buildApi(await contextWithoutMarket());
  const document = JSON.stringify(api.swagger(), null, 1);
  await api.close();
  keep(documentFile, `${document}\n`);
  const types = astToString(await openapiTypescript(document, { alphabetize: false }));
  keep(
    typesFile,
    `// Generated from the routes: UPDATE_DOCS=1 npm test -- test/api/client.test.ts\n${types.replaceAll('readonly ', '')}`,
  );
});
