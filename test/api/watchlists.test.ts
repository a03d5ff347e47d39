import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveEmpty, type TestServer } from '../support/served.ts';

interface List {
  id: string;
  name: string;
  symbols: string[];
  version: number;
}

let server: TestServer;
beforeAll(async () => {
  server = await serveEmpty();
});
afterAll(() => server?.close());

const send = (method: string, path: string, body?: unknown): Promise<Response> =>
  server.ask(`/api/v1/watchlists${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });

async function made(name: string, symbols: string[] = []): Promise<List> {
  const response = await send('POST', '', { name, symbols });
  expect(response.status).toBe(201);
  const list = (await response.json()) as List;
  expect(response.headers.get('location')).toBe(`/api/v1/watchlists/${list.id}`);
  return list;
}

async function refusal(response: Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  return [answer.status, ((await answer.json()) as { code: string }).code];
}

describe('watchlists', () => {
  it('are kept with their symbols in order, in capitals, stored or not', async () => {
    const list = await made('  Large ', ['msft', 'AAPL', 'brk-b']);
    expect(list).toMatchObject({ name: 'Large', symbols: ['MSFT', 'AAPL', 'BRK-B'], version: 1 });
    expect(await server.json(`/api/v1/watchlists/${list.id}`)).toEqual(list);
    const { watchlists } = await server.json<{ watchlists: List[] }>('/api/v1/watchlists');
    expect(watchlists).toContainEqual(list);
  });

  it('are replaced, and not where they were changed meanwhile', async () => {
    const { id } = await made('Turns', ['A', 'B']);
    const first = await send('PUT', `/${id}`, { name: 'Turns', symbols: ['B', 'A', 'C'], version: 1 });
    expect(await first.json()).toMatchObject({ symbols: ['B', 'A', 'C'], version: 2 });
    const late = send('PUT', `/${id}`, { name: 'Turns', symbols: ['Z'], version: 1 });
    expect(await refusal(late)).toEqual([412, 'CHANGED_MEANWHILE']);
    const whichever = await send('PUT', `/${id}`, { name: 'Other', symbols: [] });
    expect(await whichever.json()).toEqual({ id, name: 'Other', symbols: [], version: 3 });
  });

  it('have names of their own', async () => {
    await made('Once');
    const { id } = await made('Twice');
    expect(await refusal(send('POST', '', { name: 'Once' }))).toEqual([409, 'NAME_TAKEN']);
    expect(await refusal(send('PUT', `/${id}`, { name: 'Once' }))).toEqual([409, 'NAME_TAKEN']);
  });

  it('are deleted, and then are not there', async () => {
    const { id } = await made('Gone');
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) {
      expect(await refusal(send(method, `/${id}`))).toEqual([404, 'NOT_FOUND']);
    }
    expect(await refusal(send('PUT', `/${id}`, { name: 'Gone' }))).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    ['a name of blanks', { name: '  ' }],
    ['no name', { symbols: [] }],
    ['a long name', { name: 'x'.repeat(61) }],
    ['no symbol', { name: 'n', symbols: ['two words'] }],
    ['a symbol twice', { name: 'n', symbols: ['AAPL', 'aapl'] }],
    ['too many symbols', { name: 'n', symbols: Array.from({ length: 201 }, (_, at) => `S${at}`) }],
    ['an unknown field', { name: 'n', owner: 'other' }],
  ])('are refused with %s', async (_, body) => {
    expect(await refusal(send('POST', '', body))).toEqual([400, 'USAGE']);
  });

  it('are limited in number', async () => {
    const { watchlists } = await server.json<{ watchlists: List[] }>('/api/v1/watchlists');
    for (let at = watchlists.length; at < 50; at += 1) await made(`Number ${at}`);
    expect(await refusal(send('POST', '', { name: 'One more' }))).toEqual([400, 'USAGE']);
  });
});
