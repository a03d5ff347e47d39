import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, type Browser, command, logIn } from '../support/access.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

const watchlist = { method: 'POST', body: JSON.stringify({ name: 'mine', symbols: ['AAPL'] }) };
const portfolio = {
  method: 'POST',
  body: JSON.stringify({ name: 'mine', holdings: [{ symbol: 'AAPL', quantity: 3 }] }),
};

describe('what is kept for users', () => {
  let server: TestServer;
  let ada: Browser;
  beforeAll(async () => {
    server = await serveEmpty();
  });
  afterAll(() => server?.close());

  const namesOf = async (who: Browser): Promise<unknown> => [
    await (await who.ask('/api/v1/watchlists')).json(),
    await (await who.ask('/api/v1/portfolios')).json(),
  ];
  const kept = [
    { watchlists: [{ name: 'mine', symbols: ['AAPL'] }] },
    { portfolios: [{ name: 'mine', holdings: 1 }] },
  ];

  it('becomes the first admin’s where it was kept before there was one', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await server.ask('/api/v1/watchlists', { ...watchlist, headers })).status).toBe(201);
    expect((await server.ask('/api/v1/portfolios', { ...portfolio, headers })).status).toBe(201);
    ada = await logIn(server, await addUser(server, 'ada', 'admin'));
    expect(await namesOf(ada)).toMatchObject(kept);
  });

  it('is not shared with those who come later', async () => {
    const bob = await logIn(server, await addUser(server, 'bob', 'analyse'));
    expect(await namesOf(bob)).toEqual([{ watchlists: [] }, { portfolios: [] }]);
    expect((await bob.ask('/api/v1/watchlists', watchlist)).status).toBe(201);
    expect((await bob.ask('/api/v1/portfolios', portfolio)).status).toBe(201);
    expect(await namesOf(bob)).toMatchObject(kept);
  });

  it('goes with its user, so that nobody gets it who gets the name', async () => {
    await command(server, 'users', 'remove', 'bob');
    const other = await logIn(server, await addUser(server, 'bob', 'analyse'));
    expect(await namesOf(other)).toEqual([{ watchlists: [] }, { portfolios: [] }]);
    expect(await namesOf(ada)).toMatchObject(kept);
  });
});
