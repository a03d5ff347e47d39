import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesToLegacyFile, changesToTimescale } from '../../src/app/backend-changes.ts';
import { Cache } from '../../src/cache/cache.ts';
import { loadConfig } from '../../src/config/load.ts';
import { updateConfigFile } from '../../src/config/update-file.ts';
import { StockulaManager } from '../../src/manager/stockula-manager.ts';
import { dataDirectoryAt } from '../../src/storage/embedded/data-directory.ts';
import { statusOf } from '../../src/storage/embedded/host-control.ts';
import { SqliteMarket } from '../../src/storage/sqlite/sqlite-market.ts';
import { startTarget, type Target } from '../migrate/target.ts';
import { freshFolder } from '../support/embedded.ts';
import { syntheticFile } from '../support/sources.ts';
import { answerOf, type Expected, questionsAbout } from './questions.ts';
import type { Tally } from './reader.ts';

// A migrated file: the file and the database give the same answers, whichever is asked.
const rounds = 20;
const folder = freshFolder('switching');
const configFile = join(folder, 'stockula.yaml');
let source: string;
let target: Target;
let reader: Reader;

/** The reading process, seen from outside. */
class Reader {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(expected: readonly Expected[]): Promise<Reader> {
    const expectedFile = join(folder, 'expected.json');
    writeFileSync(expectedFile, JSON.stringify(expected));
    const child = fork(join(import.meta.dirname, 'reader.ts'), [configFile, expectedFile], {
      execArgv: ['--no-warnings'],
    });
    await once(child, 'message');
    return new Reader(child);
  }

  async tally(message: 'report' | 'stop' = 'report'): Promise<Tally> {
    this.#child.send(message);
    const [tally] = await once(this.#child, 'message');
    return tally;
  }

  /** Until the tally is as wished; the test's own time limit ends a wait in vain. */
  async until(isThere: (tally: Tally) => boolean): Promise<Tally> {
    for (;;) {
      const tally = await this.tally();
      if (isThere(tally)) return tally;
      if (tally.failed.length + tally.wrong.length > 0) return tally;
      await sleep(20);
    }
  }
}

async function switchTo(backend: 'timescale' | 'sqlite'): Promise<void> {
  const { config } = await loadConfig({ flags: { config: configFile }, env: {}, cwd: folder });
  const changes = backend === 'timescale' ? changesToTimescale : changesToLegacyFile;
  await updateConfigFile(configFile, changes(config, source));
}

const faultless = { wrong: [], failed: [] };

beforeAll(async () => {
  source = syntheticFile({ symbols: 5, years: 1 });
  target = await startTarget();
  expect((await target.run(source)).status).toBe('verified');
  const store = new SqliteMarket(source);
  const manager = new StockulaManager(store, new Cache({ price: 0, indicators: 0, marketData: 0 }));
  const expected: Expected[] = [];
  for (const question of questionsAbout(await store.symbols()))
    expected.push({ ...question, answer: await answerOf({ manager, store }, question) });
  writeFileSync(
    configFile,
    `# kept by hand\ndata:\n  db_path: ${source}\ndatabase:\n  data_dir: ${target.dataDirectory}\nstorage:\n  backend: sqlite # for now\n`,
  );
  reader = await Reader.start(expected);
});

afterAll(async () => {
  await reader.tally('stop');
  await target.stop();
});

test(`${rounds} switches and rollbacks: no request fails, no answer is wrong`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, backend] of (['timescale', 'sqlite'] as const).entries()) {
      const before = await reader.tally();
      await switchTo(backend);
      await reader.until(
        ({ changes, right }) =>
          changes.length > 2 * round + at && right[backend] >= before.right[backend] + 10,
      );
    }
  }
  const tally = await reader.tally();
  expect(tally).toMatchObject({ ...faultless, kept: [] });
  expect(tally.changes).toEqual(Array.from({ length: rounds }, () => ['timescale', 'sqlite']).flat());
  expect(tally.right.stale).toBe(0);
});

test('changes in quick succession: the last one counts', async () => {
  for (let round = 0; round < 5; round += 1) {
    await switchTo('timescale');
    await switchTo('sqlite');
  }
  await switchTo('timescale');
  const before = await reader.until(({ changes }) => changes.at(-1) === 'timescale');
  await sleep(300);
  const tally = await reader.until(({ right }) => right.timescale >= before.right.timescale + 20);
  expect(tally).toMatchObject({ ...faultless, kept: [] });
  expect(tally.changes.at(-1)).toBe('timescale');
});

test('the host is killed: the file answers, marked as stale, until the database is back', async () => {
  const { right: before } = await reader.tally();
  await killHost();
  const during = await reader.until(({ right }) => right.stale > before.stale);
  expect(during).toMatchObject(faultless);
  const later = await reader.until(({ right }) => right.timescale > during.right.timescale + 20);
  expect(later).toMatchObject(faultless);
  expect(later.right.stale).toBeGreaterThan(before.stale);
});

test('a database that does not open: the file answers until it does', async () => {
  const { cluster } = dataDirectoryAt(target.dataDirectory);
  renameSync(cluster, `${cluster}-away`);
  await killHost();
  const { right: before } = await reader.until(({ right }) => right.stale > 0);
  const during = await reader.until(({ right }) => right.stale > before.stale + 60);
  expect(during).toMatchObject(faultless);
  renameSync(`${cluster}-away`, cluster);
  const later = await reader.until(({ right }) => right.timescale > during.right.timescale + 20);
  expect(later).toMatchObject(faultless);
  const { right: end } = await reader.tally();
  const after = await reader.until(({ right }) => right.timescale > end.timescale + 20);
  expect(after.right.stale).toBe(end.stale);
});

async function killHost(): Promise<void> {
  const { pid } = await statusOf(target.dataDirectory);
  if (pid === null) throw new Error('no host to kill');
  process.kill(pid, 'SIGKILL');
}
