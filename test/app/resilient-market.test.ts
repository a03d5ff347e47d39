import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Market } from '../../src/app/market-service.ts';
import { ResilientMarket, type StandIn } from '../../src/app/resilient-market.ts';
import { StockulaError } from '../../src/domain/errors.ts';
import type { EpochMs } from '../../src/domain/nominal.ts';
import type { Staleness } from '../../src/domain/staleness.ts';
import { isLostConnection } from '../../src/storage/timescale/lost-connection.ts';

// A database made up: it opens or not, and its questions go well or not, as a test says.
const lost = () => Object.assign(new Error('gone'), { code: 'ECONNRESET' });
const sqlError = () => Object.assign(new Error('relation does not exist'), { code: '42P01' });
const away = () =>
  new StockulaError('DATABASE_UNAVAILABLE', { expected: 'a database', got: 'none', remedy: 'Start it.' });

class Database {
  isUp = true;
  opened = 0;
  closed = 0;

  open = async (): Promise<Market> => {
    if (!this.isUp) throw away();
    this.opened += 1;
    const close = async () => {
      this.closed += 1;
    };
    return { name: `database ${this.opened}`, stale: null, close } as unknown as Market;
  };

  /** The name of what answers; the database only does while it is up. */
  ask = async (market: Market): Promise<string> => {
    const { name } = market as unknown as { name: string };
    if (name.startsWith('database') && !this.isUp) throw lost();
    return name;
  };
}

function fileUntil(until: number): StandIn & { readonly seen: Staleness[] } {
  const seen: Staleness[] = [];
  const open = async (stale: Staleness) => {
    seen.push(stale);
    return { name: 'file', stale, close: () => Promise.resolve() } as unknown as Market;
  };
  return { file: '/old.db', until: until as EpochMs, open, seen };
}

const services: ResilientMarket[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

async function resilient(
  database: Database,
  standIn: StandIn | null,
  { mustAnswer = false, answerWithinMs = 10_000 } = {},
): Promise<ResilientMarket> {
  const service = await ResilientMarket.open(
    { open: database.open, standIn, retryMs: 10, answerWithinMs },
    mustAnswer,
  );
  services.push(service);
  return service;
}

async function untilAnswered(service: ResilientMarket, database: Database, by: string): Promise<void> {
  while ((await service.use(database.ask)) !== by) await sleep(5);
}

const later = () => Date.now() + 60_000;

describe('with a file that stands in', () => {
  test('it answers at once while the database is away, and no longer than that', async () => {
    const database = new Database();
    const file = fileUntil(later());
    const service = await resilient(database, file);
    expect(await service.use(database.ask)).toBe('database 1');
    database.isUp = false;
    const answers = await Promise.all(Array.from({ length: 5 }, () => service.use(database.ask)));
    expect(new Set(answers)).toEqual(new Set(['file']));
    expect(file.seen[0]).toMatchObject({ reason: 'gone', file: '/old.db' });
    expect(Math.abs((file.seen[0]?.since ?? 0) - Date.now())).toBeLessThan(60_000);
    await sleep(30);
    await service.use(database.ask);
    expect(file.seen.at(-1)?.since).toBe(file.seen[0]?.since);
    database.isUp = true;
    await untilAnswered(service, database, 'database 2');
    expect(database).toMatchObject({ opened: 2, closed: 1 });
  });

  test('while the database is away, requests do not go there', async () => {
    const database = new Database();
    const service = await resilient(database, fileUntil(later()));
    database.isUp = false;
    await service.use(database.ask);
    const places: string[] = [];
    await service.use(async (market) => places.push(await database.ask(market)));
    expect(places).toEqual(['file']);
  });

  test('a question that is wrong is not asked again', async () => {
    const service = await resilient(new Database(), fileUntil(later()));
    let asked = 0;
    const wrong = service.use(() => {
      asked += 1;
      return Promise.reject(sqlError());
    });
    await expect(wrong).rejects.toMatchObject({ code: '42P01' });
    expect(asked).toBe(1);
  });

  test('what is under way when another request finds the database lost is asked again', async () => {
    const database = new Database();
    const service = await resilient(database, fileUntil(later()));
    const slow = service.use(async (market) => {
      await sleep(30);
      if (market.stale === null && database.closed > 0)
        throw new Error('Cannot use a pool after calling end');
      return database.ask(market);
    });
    database.isUp = false;
    await service.use(database.ask);
    expect(await slow).toBe('file');
  });

  test('a database that is silent counts as lost', async () => {
    const database = new Database();
    const service = await resilient(database, fileUntil(later()), { answerWithinMs: 20 });
    const answer = await service.use((market) =>
      market.stale === null ? new Promise<string>(() => undefined) : database.ask(market),
    );
    expect(answer).toBe('file');
  });

  test('one that does not open at first is let pass, unless it must answer', async () => {
    const database = new Database();
    database.isUp = false;
    await expect(resilient(database, fileUntil(later()), { mustAnswer: true })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    });
    const service = await resilient(database, fileUntil(later()));
    expect(await service.use(database.ask)).toBe('file');
  });

  test('after its time the error names the file', async () => {
    const database = new Database();
    const service = await resilient(database, fileUntil(Date.now() + 100));
    database.isUp = false;
    expect(await service.use(database.ask)).toBe('file');
    await sleep(120);
    const error = await service.use(database.ask).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(String(error)).toMatch(/\/old\.db: stood in for it until .*storage\.fallback_until/);
  });

  test('a file that cannot be read either is told', async () => {
    const database = new Database();
    const gone = () =>
      Promise.reject(
        new StockulaError('SOURCE_UNUSABLE', { expected: 'a file', got: 'no file', remedy: '' }),
      );
    const service = await resilient(database, { ...fileUntil(later()), open: gone });
    database.isUp = false;
    await service.use(database.ask).catch(() => undefined);
    await sleep(30);
    await expect(service.use(database.ask)).rejects.toThrow(/Got none; .*\/old\.db: .*no file/);
  });
});

describe('without one', () => {
  test('a request waits for the database to be opened again', async () => {
    const database = new Database();
    const service = await resilient(database, null);
    const answer = await service.use(async (market) => {
      const name = await database.ask(market);
      if (name === 'database 1') throw lost();
      return name;
    });
    expect(answer).toBe('database 2');
  });

  test('or fails, and it comes back later', async () => {
    const database = new Database();
    const service = await resilient(database, null);
    database.isUp = false;
    await expect(service.use(database.ask)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    database.isUp = true;
    await sleep(50);
    expect(await service.use(database.ask)).toMatch(/^database/);
  });
});

test.each([
  [lost(), true],
  [Object.assign(new Error('x'), { code: '57P03' }), true],
  [Object.assign(new Error('x'), { code: '08006' }), true],
  [Object.assign(new Error('x'), { code: '53300' }), true],
  [Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), true],
  [Object.assign(new Error('no socket'), { code: 'ENOENT', syscall: 'connect' }), true],
  [new Error('Connection terminated unexpectedly'), true],
  [new Error('timeout exceeded when trying to connect'), true],
  [away(), true],
  [Object.assign(new Error('no file'), { code: 'ENOENT', syscall: 'open' }), false],
  [sqlError(), false],
  [Object.assign(new Error('canceled'), { code: '57014' }), false],
  [new StockulaError('NOT_FOUND', { expected: 'a', got: 'b', remedy: 'c' }), false],
  ['text', false],
])('%s: lost is %s', (error, expected) => {
  expect(isLostConnection(error)).toBe(expected);
});
