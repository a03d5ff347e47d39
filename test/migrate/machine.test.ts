import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SecretUrl } from '../../src/config/secret-url.ts';
import { StockulaError } from '../../src/domain/errors.ts';
import type { Driver, Provisioned } from '../../src/infra/driver.ts';
import { prepareMigration, prepareSwitch } from '../../src/migrate/machine/migration.ts';
import { type MigrationEvent, runPhases, type Step } from '../../src/migrate/machine/phases.ts';
import { type MigrationTask, StepJournal } from '../../src/migrate/machine/step-journal.ts';
import { freshFolder } from '../support/embedded.ts';
import { infrastructure } from '../support/infrastructure.ts';

const task: MigrationTask = { from: '/legacy.db', driver: 'embedded', switches: true, repairs: null };
const pathOf = (folder: string): string => join(folder, 'migration/journal.jsonl');
const journaled = (folder: string): string[] =>
  readFileSync(pathOf(folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { event, step = '', detail } = JSON.parse(line);
      return [event, step, detail].filter(Boolean).join(' ');
    });

interface Bench {
  readonly folder: string;
  readonly journal: StepJournal;
  readonly done: string[];
  readonly events: string[];
  /** A step that notes what is done with it. */
  step(name: string, more?: { run?: () => Promise<void>; undo?: () => Promise<string | null> }): Step;
  run(...phases: Step[][]): Promise<void>;
}

function bench(): Bench {
  const folder = freshFolder('journal');
  const journal = new StepJournal(folder);
  journal.start(task);
  const [done, events]: string[][] = [[], []];
  const note = (event: MigrationEvent): void => void events?.push(`${event.event} ${event.step}`);
  return {
    folder,
    journal,
    done: done ?? [],
    events: events ?? [],
    step: (name, { run, undo } = {}) => ({
      step: name,
      title: name,
      run: async () => {
        await run?.();
        done?.push(name);
        return { outcome: 'done', detail: `${name} made` };
      },
      ...(undo && { undo }),
    }),
    run: (...phases) =>
      runPhases(
        phases.map((steps, at) => ({ title: `phase ${at}`, steps })),
        journal,
        note,
      ),
  };
}

const fails = () => Promise.reject(new Error('no more'));

describe('runPhases', () => {
  it('does phases one after the other, and notes each step before and after', async () => {
    const { run, step, folder, done, events } = bench();
    await run([step('one')], [step('two')]);
    expect(done).toEqual(['one', 'two']);
    expect(journaled(folder).slice(1)).toEqual([
      'begun one',
      'done one one made',
      'begun two',
      'done two two made',
    ]);
    expect(events).toEqual(['begun one', 'done one', 'begun two', 'done two']);
  });

  it('has a step in the journal before it begins', async () => {
    const { run, step, folder } = bench();
    let seen: string[] = [];
    const look = async (): Promise<void> => {
      seen = journaled(folder);
    };
    await run([step('one', { run: look })]);
    expect(seen.at(-1)).toBe('begun one');
  });

  it('does the steps of a phase side by side, and lets them end when one fails', async () => {
    const { run, step, done, events } = bench();
    const { promise: meeting, resolve: meet } = Promise.withResolvers<void>();
    const { promise: failed, resolve: fail } = Promise.withResolvers<void>();
    const waits = step('waits', { run: () => meeting.then(() => failed) });
    const breaks = step('breaks', {
      run: async () => {
        meet();
        setTimeout(fail, 5);
        await fails();
      },
    });
    await expect(run([waits, breaks], [step('never')])).rejects.toThrow('no more');
    expect(done).toEqual(['waits']);
    expect(events).toEqual(['begun waits', 'begun breaks', 'failed breaks', 'done waits']);
  });

  it('takes back in reverse order what can be taken back', async () => {
    const { run, step, folder, events } = bench();
    const undone: string[] = [];
    const undo = (name: string) => async () => {
      undone.push(name);
      return `${name} gone`;
    };
    const first = step('first', { undo: undo('first') });
    const nothing = step('nothing', { undo: async () => null });
    const last = step('last', { undo: undo('last') });
    const never = step('never', { undo: undo('never') });
    await expect(
      run([first, step('plain')], [nothing], [last], [step('breaks', { run: fails })], [never]),
    ).rejects.toThrow('no more');
    expect(undone).toEqual(['last', 'first']);
    expect(journaled(folder).slice(-3)).toEqual([
      'failed breaks no more',
      'undone last last gone',
      'undone first first gone',
    ]);
    expect(events.slice(-2)).toEqual(['undone last', 'undone first']);
  });

  it('says both what failed and what could not be taken back, and goes on taking back', async () => {
    const { run, step, folder } = bench();
    const undone: string[] = [];
    const first = step('first', { undo: async () => String(undone.push('first')) });
    const stuck = step('stuck', {
      undo: () =>
        Promise.reject(new StockulaError('CONFIG_INVALID', { expected: 'a', got: 'b', remedy: 'c' })),
    });
    await expect(run([first], [stuck], [step('breaks', { run: fails })])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/no more.*Got Expected a\. Got b.*migrate resume/s),
    });
    expect(undone).toEqual(['first']);
    expect(journaled(folder).slice(-2)).toEqual([
      'failed stuck not taken back: Expected a. Got b. c',
      'undone first 1',
    ]);
  });

  it('takes back what a process did that was killed, but nothing of a migration that ended', async () => {
    const { run, step, journal } = bench();
    const undone: string[] = [];
    const switches = step('switch', {
      undo: async () => {
        undone.push('switch');
        return 'gone';
      },
    });
    journal.step('begun', switches);
    journal.resume();
    const breaks = step('breaks', { run: fails });
    await expect(run([breaks], [switches])).rejects.toThrow('no more');
    expect(undone).toEqual(['switch']);
    journal.end('completed');
    journal.resume();
    await expect(run([breaks], [switches])).rejects.toThrow('no more');
    expect(undone).toEqual(['switch']);
  });
});

describe('the journal', () => {
  it.each(['{"event":"begun","at":"2026', '{"event":"done","st\n', '\0\0\0\0', '[]\n'])(
    'passes over a last line that a crash spoilt (%j), and loses nothing after it',
    (spoilt) => {
      const folder = freshFolder('journal');
      const journal = new StepJournal(folder);
      journal.start(task);
      journal.step('begun', { step: 'copy', title: 'Copy' });
      appendFileSync(pathOf(folder), spoilt);
      expect(journal.last()).toMatchObject({ outcome: 'running', phases: [{ step: 'copy' }] });
      const other = { ...task, from: '/other.db' };
      journal.start(other);
      journal.step('begun', { step: 'copy', title: 'Copy' });
      journal.step('done', { step: 'copy', title: 'Copy' }, 'all of it');
      journal.end('completed');
      expect(journal.last()).toMatchObject({
        task: other,
        outcome: 'completed',
        pid: process.pid,
        phases: [{ step: 'copy', outcome: 'done', detail: 'all of it' }],
      });
    },
  );

  it('knows what is left of changes to the configuration', () => {
    const journal = new StepJournal(freshFolder('journal'));
    const backend = { file: '/a', key: 'storage.backend' };
    const url = { file: '/a', key: 'database.url', before: null, after: 'postgres://' };
    journal.start(task);
    journal.configured([{ ...backend, before: 'sqlite', after: 'timescale' }, url]);
    expect(journal.unsettled().changes).toMatchObject([backend, url]);
    journal.configured([{ ...backend, before: 'timescale', after: 'sqlite' }]);
    expect(journal.unsettled().changes).toMatchObject([url]);
    journal.end('completed');
    expect(journal.unsettled()).toEqual({ steps: new Set(), changes: [] });
    expect(journal.last()?.changes).toMatchObject([url]);
  });

  it('is no journal where it cannot be read, but for the question of repairs', () => {
    const file = join(freshFolder('journal'), 'file');
    writeFileSync(file, '');
    const journal = new StepJournal(file);
    expect(() => journal.last()).toThrow(expect.objectContaining({ code: 'DATA_DIR_UNUSABLE' }));
    expect(journal.repairsOf('/legacy.db')).toEqual(new Set());
  });

  const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
  it.skipIf(!mayMount)('says so when its disk is full', () => {
    const disk = join(freshFolder('disk'), 'mount');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      const journal = new StepJournal(disk);
      const fill = (): void => {
        for (let line = 0; line < 1000; line += 1) journal.start(task);
      };
      expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
      expect(journal.last()?.task).toEqual(task);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});

/** Which database is opened, told by a driver whose server runs or is started; the rest is never reached. */
async function openedUrl(
  prepare: typeof prepareMigration,
  wanted: MigrationTask,
  how: 'given' | 'taken-up' | 'started',
): Promise<string | null | undefined> {
  let opened: string | null | undefined;
  const from = join(freshFolder('source'), 'legacy.db');
  writeFileSync(from, '');
  const running: Provisioned = {
    kind: 'running',
    how,
    url: new SecretUrl('postgres://stockula@127.0.0.1:5999/stockula'),
    sessionUrl: null,
    pid: null,
    log: null,
  };
  const driver: Driver = {
    name: wanted.driver,
    missing: async () => [],
    install: async () => undefined,
    provision: async () => running,
    configure: async () => undefined,
    test: async () => ({ kind: 'tested', passed: true, checks: [] }),
    stop: async () => undefined,
  };
  const { phases } = prepare(
    { ...wanted, from },
    {
      driver,
      infrastructure: infrastructure(),
      consent: false,
      settings: {
        requireSwitchable: () => undefined,
        toLegacy: async () => '',
        answersFromTimescale: () => false,
        toTimescale: async () => ({ outcome: 'done', detail: '' }),
        undo: async () => null,
      },
      openTarget: async (url) => {
        opened = url?.reveal() ?? null;
        throw new Error('far enough');
      },
    },
  );
  const steps = phases.filter(({ steps: [first] }) => /^(provision|schema)/.test(first?.step ?? ''));
  await expect(runPhases(steps, new StepJournal(freshFolder('journal')), () => undefined)).rejects.toThrow(
    'far enough',
  );
  return opened;
}

describe('the database of a migration', () => {
  const server = 'postgres://stockula@127.0.0.1:5999/stockula';
  const native = { ...task, driver: 'native' } as const;
  const prepareSwitchOnly: typeof prepareMigration = (wanted, around) => prepareSwitch(wanted, around, false);

  it('is the server of the driver, also where that ran before', async () => {
    expect(await openedUrl(prepareMigration, native, 'started')).toBe(server);
    expect(await openedUrl(prepareMigration, native, 'taken-up')).toBe(server);
    expect(await openedUrl(prepareSwitchOnly, native, 'taken-up')).toBe(server);
  });

  it('is the one of the configuration otherwise', async () => {
    expect(await openedUrl(prepareMigration, native, 'given')).toBeNull();
    expect(await openedUrl(prepareMigration, task, 'taken-up')).toBeNull();
    expect(await openedUrl(prepareSwitchOnly, task, 'taken-up')).toBeNull();
  });
});
