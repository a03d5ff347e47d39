import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type LiveEvent, type LiveMarket, openLiveMarket } from '../../src/app/live-market.ts';
import { updateConfigFile } from '../../src/config/update-file.ts';
import { messageOf } from '../../src/domain/errors.ts';
import { freshFolder } from '../support/embedded.ts';
import { change, syntheticFile } from '../support/sources.ts';

// Two files that differ, so that an answer tells where it comes from.
const [one, two] = [['SYNA'], ['SYNA', 'SYNB']];
let first: string;
let second: string;
const opened: LiveMarket[] = [];

beforeAll(() => {
  first = syntheticFile({ symbols: 1, years: 1 });
  second = syntheticFile({ symbols: 2, years: 1 });
});

afterEach(async () => {
  for (const live of opened.splice(0)) await live.close();
});

const textFor = (path: string): string => `storage: {backend: sqlite}\ndata: {db_path: ${path}}\n`;

interface Following {
  readonly live: LiveMarket;
  readonly configFile: string;
  readonly events: LiveEvent[];
  symbols(): Promise<string[]>;
  until(isThere: () => boolean | Promise<boolean>): Promise<void>;
  untilSymbols(symbols: string[]): Promise<void>;
}

async function follow(
  configFile = join(freshFolder('live'), 'stockula.yaml'),
  pollMs = 200,
): Promise<Following> {
  writeFileSync(configFile, textFor(first));
  const events: LiveEvent[] = [];
  const live = await openLiveMarket({ configFile, pollMs, onEvent: (event) => events.push(event) });
  opened.push(live);
  const symbols = () => live.use(({ store }) => store.symbols());
  const until: Following['until'] = async (isThere) => {
    while (!(await isThere())) await sleep(10);
  };
  const untilSymbols = (wanted: string[]) => until(async () => (await symbols()).length === wanted.length);
  return { live, configFile, events, symbols, until, untilSymbols };
}

const setPath = (configFile: string, path: string) =>
  updateConfigFile(configFile, [{ key: 'data.db_path', value: path }]);

describe('a change is followed', () => {
  test('new work goes to the new store, work under way stays on the old one', async () => {
    const { live, configFile, symbols, untilSymbols, events } = await follow();
    expect(await symbols()).toEqual(one);
    let proceed = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    const slow = live.use(async ({ store, manager }) => {
      const before = await store.symbols();
      await gate;
      return [before, await store.symbols(), await manager.bestKnownSymbol()];
    });
    await setPath(configFile, second);
    await untilSymbols(two);
    proceed();
    expect(await slow).toEqual([one, one, 'SYNA']);
    expect(await symbols()).toEqual(two);
    expect(events).toHaveLength(1);
    expect(live.loaded.config.data.db_path).toBe(second);
  });

  test('also where the file is not watched, because it is a link to another folder', async () => {
    const real = join(freshFolder('real'), 'real.yaml');
    const link = join(freshFolder('live'), 'stockula.yaml');
    symlinkSync(real, link);
    const { untilSymbols } = await follow(link);
    await setPath(link, second);
    await untilSymbols(two);
  });

  test('and where it is written in place, by hand', async () => {
    const { configFile, untilSymbols } = await follow(undefined, 60_000);
    writeFileSync(configFile, textFor(second));
    await untilSymbols(two);
  });

  test('of two in quick succession the last one counts', async () => {
    const { configFile, symbols, untilSymbols } = await follow();
    await setPath(configFile, second);
    await setPath(configFile, first);
    await setPath(configFile, second);
    await untilSymbols(two);
    await sleep(300);
    expect(await symbols()).toEqual(two);
  });
});

describe('what cannot be followed changes nothing, and is told once', () => {
  async function expectKept(spoil: (configFile: string) => void, message: RegExp): Promise<Following> {
    const following = await follow(undefined, 50);
    spoil(following.configFile);
    await following.until(() => following.live.problem !== null);
    await sleep(200);
    expect(await following.symbols()).toEqual(one);
    expect(following.events.map(({ kind }) => kind)).toEqual(['kept']);
    expect(messageOf(following.live.problem)).toMatch(message);
    return following;
  }

  test('a value that is wrong', async () => {
    const { configFile, untilSymbols, live } = await expectKept(
      (path) => writeFileSync(path, 'storage: {backend: mysql}'),
      /one of timescale, sqlite/,
    );
    writeFileSync(configFile, textFor(second));
    await untilSymbols(two);
    expect(live.problem).toBeNull();
  });

  test('a file that is gone, and comes back', async () => {
    const { configFile, until, live } = await expectKept(
      (path) => renameSync(path, `${path}.away`),
      /no file/,
    );
    renameSync(`${configFile}.away`, configFile);
    await until(() => live.problem === null);
  });

  test('an empty file, as some editors leave it for a moment', async () => {
    const { configFile, untilSymbols } = await expectKept((path) => writeFileSync(path, ''), /an empty one/);
    writeFileSync(configFile, textFor(second));
    await untilSymbols(two);
  });

  test('a legacy file that is not there; it is tried again', async () => {
    const late = join(freshFolder('late'), 'late.db');
    const { untilSymbols } = await expectKept((path) => writeFileSync(path, textFor(late)), /does not exist/);
    renameSync(syntheticFile({ symbols: 2, years: 1 }), late);
    await untilSymbols(two);
  });

  test('a database that does not answer, even where a file could stand in for it', async () => {
    await expectKept(
      (path) =>
        writeFileSync(
          path,
          `database: {url: 'postgres://127.0.0.1:1/none'}\nstorage: {fallback_file: ${second}, fallback_until: '2999-01-01T00:00:00Z'}\n`,
        ),
      /ECONNREFUSED/,
    );
  });
});

test('a process that starts while the database is away answers from the stand-in', async () => {
  const configFile = join(freshFolder('live'), 'stockula.yaml');
  writeFileSync(
    configFile,
    `database: {url: 'postgres://127.0.0.1:1/none'}\nstorage: {fallback_file: ${second}, fallback_until: '2999-01-01T00:00:00Z'}\n`,
  );
  const live = await openLiveMarket({ configFile });
  opened.push(live);
  const ask = () => live.use(({ manager }) => manager.technicalAnalysis('SYNB', '1d', {}, {}));
  const analysed = await ask();
  expect(analysed.stale).toMatchObject({ file: second, reason: expect.stringContaining('ECONNREFUSED') });
  // Nothing of it is kept: the older application goes on writing.
  change(second, `UPDATE price_history SET close_price = close_price * 2 WHERE symbol = 'SYNB'`);
  expect((await ask()).close).toBeCloseTo((analysed.close ?? 0) * 2);
});

test('close waits for what is under way', async () => {
  const { live } = await follow();
  let ended = false;
  const slow = live.use(async () => {
    await sleep(100);
    ended = true;
  });
  await live.close();
  expect(ended).toBe(true);
  await slow;
  opened.length = 0;
});
